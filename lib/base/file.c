/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct cgrid_output {
	struct cgrid_ctx *ctx;
	char *path, *temporary;
	int fd;
	unsigned flags;
	bool failed;
	size_t used;
	char buffer[64 * 1024];
};

/* Thread-safe strerror: the GNU and the POSIX strerror_r differ, strerror_l does not. */
static const char *
reason(int error)
{
	return strerrordesc_np(error) ? strerrordesc_np(error) : "unknown error";
}

static enum cgrid_status
cannot_be_read(const struct cgrid_file *file)
{
	const struct cgrid_source source = {file->shown, 0, 0};
	return cgrid_fail_at(file->ctx, CGRID_E_INPUT, &source, "cannot be read: %s", reason(errno));
}

static enum cgrid_status
check_size(const struct cgrid_file *file, uint64_t size)
{
	const struct cgrid_source source = {file->shown, 0, 0};
	return cgrid_check_limit(file->ctx, CGRID_LIMIT_INPUT_BYTES, size, &source, "file");
}

static enum cgrid_status
read_all(const struct cgrid_file *file, struct cgrid_bytes *bytes)
{
	size_t capacity = 0, expected = file->plain ? (size_t)file->size : 65536;
	if (!cgrid_array_reserve(&bytes->data, &capacity, expected + 1, 1))
		return cgrid_fail_memory(file->ctx);
	for (;;) {
		if (bytes->size + 1 >= capacity &&
		    !cgrid_array_reserve(&bytes->data, &capacity, bytes->size + 65536, 1))
			return cgrid_fail_memory(file->ctx);
		ssize_t got = read(file->fd, bytes->data + bytes->size, capacity - bytes->size - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return cannot_be_read(file);
		if (got == 0)
			break;
		bytes->size += (size_t)got;
		enum cgrid_status status = check_size(file, bytes->size);
		if (status)
			return status;
	}
	bytes->data[bytes->size] = '\0';
	return CGRID_OK;
}

enum cgrid_status
cgrid_file_read_all(const struct cgrid_file *file, struct cgrid_bytes *bytes_out)
{
	*bytes_out = (struct cgrid_bytes){0};
	enum cgrid_status status = read_all(file, bytes_out);
	if (status)
		cgrid_bytes_free(bytes_out);
	return status;
}

enum cgrid_status
cgrid_file_read_at(const struct cgrid_file *file, uint64_t offset, char *to, size_t most,
		   size_t *got_out)
{
	*got_out = 0;
	while (*got_out < most) {
		ssize_t got =
		    pread(file->fd, to + *got_out, most - *got_out, (off_t)(offset + *got_out));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return cannot_be_read(file);
		if (got == 0)
			break;
		*got_out += (size_t)got;
	}
	/* It may have grown since it was opened. */
	return check_size(file, offset + *got_out);
}

/* What was opened: is it a file that can be read? */
static enum cgrid_status
look_at(struct cgrid_file *file)
{
	const struct cgrid_source source = {file->shown, 0, 0};
	const bool standard = file->standard;
	struct stat st;
	if (fstat(file->fd, &st) != 0)
		return cannot_be_read(file);
	if (S_ISDIR(st.st_mode))
		return cgrid_fail_at(file->ctx, CGRID_E_INPUT, &source,
				     "is a folder, a file was expected");
	if (!standard && !S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode))
		return cgrid_fail_at(file->ctx, CGRID_E_INPUT, &source, "is not a plain file");
	if (!standard && S_ISFIFO(st.st_mode)) {
		int flags = fcntl(file->fd, F_GETFL);
		if (flags < 0 || fcntl(file->fd, F_SETFL, flags & ~O_NONBLOCK) != 0)
			return cannot_be_read(file);
	}
	file->plain = S_ISREG(st.st_mode) && !standard;
	file->size = file->plain ? (uint64_t)st.st_size : 0;
	return check_size(file, S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0);
}

enum cgrid_status
cgrid_file_open(struct cgrid_ctx *ctx, const char *path, const char *shown, struct cgrid_file *file_out)
{
	const struct cgrid_source source = {shown, 0, 0};
	bool standard = strcmp(path, "-") == 0;
	/* Without O_NONBLOCK a fifo without a writer would hang the open. */
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	*file_out = (struct cgrid_file){.ctx = ctx, .shown = shown, .fd = fd, .standard = standard};
	if (fd < 0)
		return cgrid_fail_at(ctx, CGRID_E_INPUT, &source, "cannot be opened: %s",
				     reason(errno));
	enum cgrid_status status = look_at(file_out);
	if (status)
		cgrid_file_close(file_out);
	return status;
}

void
cgrid_file_close(struct cgrid_file *file)
{
	if (file->fd >= 0 && !file->standard)
		close(file->fd);
	file->fd = -1;
}

enum cgrid_status
cgrid_file_read(struct cgrid_ctx *ctx, const char *path, struct cgrid_bytes *bytes_out)
{
	return cgrid_file_read_shown(ctx, path, path, bytes_out);
}

enum cgrid_status
cgrid_file_read_shown(struct cgrid_ctx *ctx, const char *path, const char *shown,
		      struct cgrid_bytes *bytes_out)
{
	struct cgrid_file file;
	*bytes_out = (struct cgrid_bytes){0};
	enum cgrid_status status = cgrid_file_open(ctx, path, shown, &file);
	if (status)
		return status;
	status = cgrid_file_read_all(&file, bytes_out);
	cgrid_file_close(&file);
	return status;
}

void
cgrid_bytes_free(struct cgrid_bytes *bytes)
{
	free(bytes->data);
	*bytes = (struct cgrid_bytes){0};
}

enum cgrid_path_kind
cgrid_path_kind(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return CGRID_PATH_NONE;
	return S_ISDIR(st.st_mode) ? CGRID_PATH_FOLDER : CGRID_PATH_FILE;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

enum cgrid_status
cgrid_folder_read(struct cgrid_ctx *ctx, const char *path, struct cgrid_names *names_out)
{
	*names_out = (struct cgrid_names){0};
	const struct cgrid_source source = {path, 0, 0};
	size_t capacity = 0;
	enum cgrid_status status = CGRID_OK;
	DIR *folder = opendir(path);
	if (!folder)
		return cgrid_fail_at(ctx, CGRID_E_INPUT, &source, "cannot be opened: %s",
				     reason(errno));
	while (!status) {
		errno = 0;
		const struct dirent *entry = readdir(folder);
		if (!entry) {
			if (errno != 0)
				status = cgrid_fail_at(ctx, CGRID_E_INPUT, &source,
						       "cannot be read: %s", reason(errno));
			break;
		}
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		char *copy = strdup(entry->d_name);
		if (!copy || !CGRID_ROOM_FOR_ONE(names_out->names, names_out->count, capacity)) {
			free(copy);
			status = cgrid_fail_memory(ctx);
		} else {
			names_out->names[names_out->count++] = copy;
		}
	}
	closedir(folder);
	if (status)
		cgrid_names_free(names_out);
	else if (names_out->count > 1)
		qsort(names_out->names, names_out->count, sizeof *names_out->names, compare_names);
	return status;
}

void
cgrid_names_free(struct cgrid_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->names[i]);
	free(names->names);
	*names = (struct cgrid_names){0};
}

char *
cgrid_path_join(const char *folder, const char *name)
{
	if (name[0] == '/' || folder[0] == '\0' || strcmp(folder, ".") == 0)
		return strdup(name);
	size_t a = strlen(folder), b = strlen(name);
	char *path = malloc(a + b + 2);
	if (!path)
		return NULL;
	memcpy(path, folder, a);
	if (path[a - 1] != '/')
		path[a++] = '/';
	memcpy(path + a, name, b + 1);
	return path;
}

char *
cgrid_path_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

char *
cgrid_path_name(const char *path)
{
	size_t end = strlen(path), start;
	while (end > 1 && path[end - 1] == '/')
		end--;
	for (start = end; start > 0 && path[start - 1] != '/';)
		start--;
	return strndup(path + start, end - start);
}

char *
cgrid_path_stem(const char *path)
{
	char *name = cgrid_path_name(path);
	if (!name)
		return NULL;
	size_t stem = strlen(name) - strlen(cgrid_path_extension(name));
	if (stem > 0)
		name[stem] = '\0';
	return name;
}

const char *
cgrid_path_extension(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');
	return dot ? dot : "";
}

static enum cgrid_status
flush_output(struct cgrid_output *output)
{
	size_t done = 0;
	while (done < output->used) {
		ssize_t wrote = write(output->fd, output->buffer + done, output->used - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0) {
			const struct cgrid_source source = {output->path, 0, 0};
			output->failed = true;
			return cgrid_fail_at(output->ctx, CGRID_E_OUTPUT, &source,
					     "cannot be written: %s", reason(errno));
		}
		done += (size_t)wrote;
	}
	output->used = 0;
	return CGRID_OK;
}

static enum cgrid_status
write_output(void *user, const void *bytes, size_t count)
{
	struct cgrid_output *output = user;
	const char *from = bytes;
	if (output->failed)
		return CGRID_E_OUTPUT;
	while (count > 0) {
		size_t room = sizeof output->buffer - output->used;
		size_t n = count < room ? count : room;
		memcpy(output->buffer + output->used, from, n);
		output->used += n;
		from += n;
		count -= n;
		if (output->used == sizeof output->buffer && flush_output(output))
			return CGRID_E_OUTPUT;
	}
	return CGRID_OK;
}

/* A name of its own in the same folder: rename() only works within a file system. */
static int
open_temporary(struct cgrid_output *output, mode_t mode)
{
	size_t n = strlen(output->path);
	output->temporary = malloc(n + 32);
	for (unsigned i = 0; output->temporary && i < 100; i++) {
		snprintf(output->temporary, n + 32, "%s.tmp-%ld-%u", output->path, (long)getpid(), i);
		int fd =
		    open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

enum cgrid_status
cgrid_output_open(struct cgrid_ctx *ctx, const char *path, unsigned flags,
		  struct cgrid_output **output_out)
{
	*output_out = NULL;
	const struct cgrid_source source = {path, 0, 0};
	struct stat st;
	mode_t mode = (flags & CGRID_OUTPUT_PRIVATE) ? 0600 : 0666;
	if (flags & ~(unsigned)(CGRID_OUTPUT_FORCE | CGRID_OUTPUT_PRIVATE))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "unknown output flags");
	if (path[0] == '\0')
		return cgrid_fail(ctx, CGRID_E_OUTPUT, "the output has no name");
	if (lstat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return cgrid_fail_at(ctx, CGRID_E_OUTPUT, &source, "is a folder");
		if (!(flags & CGRID_OUTPUT_FORCE))
			return cgrid_fail_at(ctx, CGRID_E_EXISTS, &source,
					     "exists already (--force replaces it)");
		if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
			return cgrid_fail_at(ctx, CGRID_E_OUTPUT, &source, "is not a plain file");
		/* Who could not read what is replaced cannot read what replaces it. */
		if (S_ISREG(st.st_mode))
			mode &= st.st_mode;
	}
	struct cgrid_output *output = calloc(1, sizeof *output);
	if (!output)
		return cgrid_fail_memory(ctx);
	output->ctx = ctx;
	output->flags = flags;
	output->path = strdup(path);
	output->fd = output->path ? open_temporary(output, mode) : -1;
	if (output->fd < 0) {
		enum cgrid_status status =
		    cgrid_fail_at(ctx, CGRID_E_OUTPUT, &source, "cannot be created: %s", reason(errno));
		free(output->path);
		free(output->temporary);
		free(output);
		return status;
	}
	*output_out = output;
	return CGRID_OK;
}

struct cgrid_sink
cgrid_output_sink(struct cgrid_output *output)
{
	return (struct cgrid_sink){write_output, output};
}

const char *
cgrid_output_temporary(const struct cgrid_output *output)
{
	return output->temporary;
}

void
cgrid_output_abort(struct cgrid_output *output)
{
	if (!output)
		return;
	if (output->fd >= 0)
		close(output->fd);
	if (output->temporary)
		unlink(output->temporary);
	free(output->path);
	free(output->temporary);
	free(output);
}

/* The rename is only lasting once the folder is on the disk too. */
static void
sync_folder(const char *path)
{
	char *folder = cgrid_path_folder(path);
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

/* link() refuses to replace, so that a file made meanwhile by somebody else is not lost. */
static int
put_in_place(const struct cgrid_output *output)
{
	if (!(output->flags & CGRID_OUTPUT_FORCE)) {
		if (link(output->temporary, output->path) == 0)
			return unlink(output->temporary);
		if (errno == EEXIST)
			return -1;
		/* File systems without hard links: the check at the opening has to do. */
	}
	return rename(output->temporary, output->path);
}

enum cgrid_status
cgrid_output_sync(struct cgrid_ctx *ctx, struct cgrid_output *output)
{
	const struct cgrid_source source = {output->path, 0, 0};
	output->ctx = ctx;
	enum cgrid_status status = output->failed ? CGRID_E_OUTPUT : flush_output(output);
	if (!status && fsync(output->fd) != 0 && errno != EINVAL && errno != EROFS)
		status =
		    cgrid_fail_at(ctx, CGRID_E_OUTPUT, &source, "cannot be written: %s", reason(errno));
	return status;
}

enum cgrid_status
cgrid_output_commit(struct cgrid_ctx *ctx, struct cgrid_output *output)
{
	const struct cgrid_source source = {output->path, 0, 0};
	enum cgrid_status status = cgrid_output_sync(ctx, output);
	int closed = close(output->fd);
	output->fd = -1;
	if (!status && closed != 0)
		status =
		    cgrid_fail_at(ctx, CGRID_E_OUTPUT, &source, "cannot be written: %s", reason(errno));
	if (!status && put_in_place(output) != 0)
		status = cgrid_fail_at(ctx, errno == EEXIST ? CGRID_E_EXISTS : CGRID_E_OUTPUT, &source,
				       "cannot be put in place: %s", reason(errno));
	if (!status) {
		sync_folder(output->path);
		free(output->temporary);
		output->temporary = NULL;
	}
	cgrid_output_abort(output);
	return status;
}
