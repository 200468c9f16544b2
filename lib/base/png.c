/* SPDX-License-Identifier: Apache-2.0 */
#include "base/png.h"

#include "base/file.h"
#include "base/mem.h"

#include <math.h>
#include <png.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

void
cgrid_raster_free(struct cgrid_raster *raster)
{
	free(raster->rgb);
	*raster = (struct cgrid_raster){0};
}

/* Both ways, libpng leaves by longjmp: all that lives across it is in here. */
struct job {
	png_structp png;
	png_infop info;
	const unsigned char *bytes;
	size_t size, at;
	struct cgrid_sink sink;
	struct cgrid_raster raster;
	png_bytep *rows;
	char fault[128];
	bool output_failed;
	/* Reading: what libpng may still take for itself. */
	size_t memory_left;
	bool greedy, starved;
};

/* A chunk's length is believed by libpng, and so much memory is taken and cleared: 57 bytes of a file
 * ask for a gigabyte, whatever limits libpng is given. So it asks here. */
static const size_t chunk_memory = 4 << 20;
union block {
	size_t size;
	max_align_t aligned;
};

static png_voidp
take_memory(png_structp png, png_alloc_size_t size)
{
	struct job *job = png_get_mem_ptr(png);
	if (size > job->memory_left) {
		job->greedy = true;
		return NULL;
	}
	union block *block = malloc(sizeof *block + size);
	if (!block) {
		job->starved = true;
		return NULL;
	}
	block->size = size;
	job->memory_left -= size;
	return block + 1;
}

static void
give_memory(png_structp png, png_voidp memory)
{
	struct job *job = png_get_mem_ptr(png);
	union block *block = (union block *)memory - 1;
	job->memory_left += block->size;
	free(block);
}

static void
on_error(png_structp png, png_const_charp text)
{
	struct job *job = png_get_error_ptr(png);
	size_t length = strlen(text);
	length = length < sizeof job->fault ? length : sizeof job->fault - 1;
	memcpy(job->fault, text, length);
	job->fault[length] = '\0';
	longjmp(png_jmpbuf(png), 1);
}

/* A warning of libpng is a fault of the picture that it got over. */
static void
on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void
give_bytes(png_structp png, png_bytep to, size_t count)
{
	struct job *job = png_get_io_ptr(png);
	if (count > job->size - job->at)
		png_error(png, "the file is cut short");
	memcpy(to, job->bytes + job->at, count);
	job->at += count;
}

static void
take_bytes(png_structp png, png_bytep from, size_t count)
{
	struct job *job = png_get_io_ptr(png);
	if (job->sink.write(job->sink.user, from, count) != CGRID_OK) {
		job->output_failed = true;
		png_error(png, "the output could not be written");
	}
}

static void
flush_bytes(png_structp png)
{
	(void)png;
}

/* Every kind of picture becomes 8 bits of red, green and blue on white. */
static void
ask_for_rgb(png_structp png)
{
	png_color_16 white = {0, 255, 255, 255, 255};
	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
}

static enum cgrid_status
refuse(struct cgrid_ctx *ctx, const struct job *job, const struct cgrid_source *source)
{
	if (job->starved)
		return cgrid_fail_memory(ctx);
	return cgrid_fail_at(ctx, CGRID_E_SYNTAX, source, "PNG: %s",
			     job->greedy ? "it asks for more memory than a picture of its size needs"
					 : job->fault);
}

static enum cgrid_status
read_job(struct cgrid_ctx *ctx, struct job *job, const struct cgrid_source *source)
{
	png_uint_32 width, height;
	if (setjmp(png_jmpbuf(job->png)))
		return refuse(ctx, job, source);
	png_set_read_fn(job->png, job, give_bytes);
	png_set_user_limits(job->png, 0x7fffffff, 0x7fffffff);
	png_read_info(job->png, job->info);
	width = png_get_image_width(job->png, job->info);
	height = png_get_image_height(job->png, job->info);
	enum cgrid_status status =
	    cgrid_check_limit(ctx, CGRID_LIMIT_PIXELS, (uint64_t)width * height, source, "picture");
	if (status != CGRID_OK)
		return status;
	/* Rows of its own: a few, of at most 8 bytes a pixel. */
	job->memory_left += (size_t)width * 8 * 8;
	ask_for_rgb(job->png);
	png_set_interlace_handling(job->png);
	png_read_update_info(job->png, job->info);
	const size_t row = png_get_rowbytes(job->png, job->info);
	if (row != (size_t)width * 3)
		return cgrid_fail_at(ctx, CGRID_E_UNSUPPORTED, source,
				     "PNG: a kind of pixels that is not read");
	job->raster.rgb = cgrid_array_new(height, row);
	job->rows = cgrid_array_new(height, sizeof *job->rows);
	if (!job->raster.rgb || !job->rows)
		return cgrid_fail_memory(ctx);
	for (png_uint_32 y = 0; y < height; y++)
		job->rows[y] = job->raster.rgb + (size_t)y * row;
	png_read_image(job->png, job->rows);
	png_read_end(job->png, NULL);
	job->raster.width = width;
	job->raster.height = height;
	return CGRID_OK;
}

enum cgrid_status
cgrid_png_read(struct cgrid_ctx *ctx, const char *path, const char *shown,
	       struct cgrid_raster *raster_out)
{
	struct cgrid_bytes bytes = {NULL, 0};
	*raster_out = (struct cgrid_raster){0};
	enum cgrid_status status = cgrid_file_read(ctx, path, &bytes);
	if (status == CGRID_OK)
		status = cgrid_png_read_bytes(ctx, bytes.data, bytes.size, shown, raster_out);
	cgrid_bytes_free(&bytes);
	return status;
}

enum cgrid_status
cgrid_png_read_bytes(struct cgrid_ctx *ctx, const void *bytes, size_t size, const char *shown,
		     struct cgrid_raster *raster_out)
{
	struct job *job = calloc(1, sizeof *job);
	struct cgrid_source source = {shown, 0, 0};
	*raster_out = (struct cgrid_raster){0};
	enum cgrid_status status = job ? CGRID_OK : cgrid_fail_memory(ctx);
	if (status == CGRID_OK) {
		job->bytes = bytes;
		job->size = size;
		job->memory_left = chunk_memory;
		job->png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, job, on_error, on_warning,
						    job, take_memory, give_memory);
		job->info = job->png ? png_create_info_struct(job->png) : NULL;
		status = job->info ? read_job(ctx, job, &source) : cgrid_fail_memory(ctx);
	}
	if (status == CGRID_OK) {
		*raster_out = job->raster;
		job->raster.rgb = NULL;
	}
	if (job) {
		png_destroy_read_struct(&job->png, &job->info, NULL);
		free(job->rows);
		free(job->raster.rgb);
	}
	free(job);
	return status;
}

static enum cgrid_status
write_failed(struct cgrid_ctx *ctx, const struct job *job)
{
	return job->output_failed ? cgrid_fail(ctx, CGRID_E_OUTPUT, "the PNG could not be written")
				  : cgrid_fail(ctx, CGRID_E_INTERNAL, "PNG: %s", job->fault);
}

static enum cgrid_status
write_job(struct cgrid_ctx *ctx, struct job *job, double dots_per_metre)
{
	const struct cgrid_raster *raster = &job->raster;
	if (setjmp(png_jmpbuf(job->png)))
		return write_failed(ctx, job);
	png_set_write_fn(job->png, job, take_bytes, flush_bytes);
	png_set_IHDR(job->png, job->info, raster->width, raster->height, 8, PNG_COLOR_TYPE_RGB,
		     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_compression_level(job->png, 6);
	if (dots_per_metre > 0) {
		const png_uint_32 dots = (png_uint_32)lround(dots_per_metre);
		png_set_pHYs(job->png, job->info, dots, dots, PNG_RESOLUTION_METER);
	}
	png_write_info(job->png, job->info);
	for (uint32_t y = 0; y < raster->height; y++)
		png_write_row(job->png, raster->rgb + (size_t)y * raster->width * 3);
	png_write_end(job->png, NULL);
	return CGRID_OK;
}

enum cgrid_status
cgrid_png_write(struct cgrid_ctx *ctx, const struct cgrid_raster *raster, double dots_per_metre,
		struct cgrid_sink sink)
{
	struct job *job = calloc(1, sizeof *job);
	if (!job)
		return cgrid_fail_memory(ctx);
	job->raster = *raster;
	job->sink = sink;
	job->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, job, on_error, on_warning);
	job->info = job->png ? png_create_info_struct(job->png) : NULL;
	enum cgrid_status status =
	    job->info ? write_job(ctx, job, dots_per_metre) : cgrid_fail_memory(ctx);
	png_destroy_write_struct(&job->png, &job->info);
	free(job);
	return status;
}

struct cgrid_png_rows {
	struct job job;
};

static void
set_texts(struct job *job, const char *const *texts)
{
	for (; texts && texts[0]; texts += 2) {
		png_text text = {.compression = PNG_ITXT_COMPRESSION_NONE};
		text.key = (png_charp)(uintptr_t)texts[0];
		text.text = (png_charp)(uintptr_t)texts[1];
		text.itxt_length = strlen(texts[1]);
		if (*texts[1])
			png_set_text(job->png, job->info, &text, 1);
	}
}

/* Flat areas of few colours are smallest without filters, and quickest at level 1; photographs are
 * not. */
static enum cgrid_status
begin_rows(struct cgrid_ctx *ctx, struct job *job, const struct cgrid_png_form *form)
{
	const bool flat = form->palette_count > 0;
	if (setjmp(png_jmpbuf(job->png)))
		return write_failed(ctx, job);
	png_set_write_fn(job->png, job, take_bytes, flush_bytes);
	png_set_IHDR(job->png, job->info, form->width, form->height, 8,
		     flat ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
		     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (flat) {
		png_color colours[256];
		for (unsigned i = 0; i < form->palette_count; i++)
			colours[i] = (png_color){form->palette[3 * i], form->palette[3 * i + 1],
						 form->palette[3 * i + 2]};
		png_set_PLTE(job->png, job->info, colours, (int)form->palette_count);
	}
	png_set_compression_level(job->png, flat ? 1 : 3);
	png_set_filter(job->png, 0, flat ? PNG_FILTER_NONE : PNG_FILTER_SUB);
	png_set_compression_buffer_size(job->png, 1 << 16);
	if (form->dots_per_metre > 0) {
		const png_uint_32 dots = (png_uint_32)lround(form->dots_per_metre);
		png_set_pHYs(job->png, job->info, dots, dots, PNG_RESOLUTION_METER);
	}
	set_texts(job, form->texts);
	png_write_info(job->png, job->info);
	return CGRID_OK;
}

enum cgrid_status
cgrid_png_begin(struct cgrid_ctx *ctx, const struct cgrid_png_form *form, struct cgrid_sink sink,
		struct cgrid_png_rows **rows_out)
{
	struct cgrid_png_rows *rows = calloc(1, sizeof *rows);
	*rows_out = NULL;
	if (!rows)
		return cgrid_fail_memory(ctx);
	struct job *job = &rows->job;
	job->sink = sink;
	job->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, job, on_error, on_warning);
	job->info = job->png ? png_create_info_struct(job->png) : NULL;
	const enum cgrid_status status =
	    job->info ? begin_rows(ctx, job, form) : cgrid_fail_memory(ctx);
	if (status == CGRID_OK)
		*rows_out = rows;
	else
		cgrid_png_rows_free(rows);
	return status;
}

enum cgrid_status
cgrid_png_row(struct cgrid_ctx *ctx, struct cgrid_png_rows *rows, const unsigned char *row)
{
	struct job *job = &rows->job;
	if (setjmp(png_jmpbuf(job->png)))
		return write_failed(ctx, job);
	png_write_row(job->png, row);
	return CGRID_OK;
}

enum cgrid_status
cgrid_png_end(struct cgrid_ctx *ctx, struct cgrid_png_rows *rows)
{
	struct job *job = &rows->job;
	if (setjmp(png_jmpbuf(job->png)))
		return write_failed(ctx, job);
	png_write_end(job->png, NULL);
	return CGRID_OK;
}

void
cgrid_png_rows_free(struct cgrid_png_rows *rows)
{
	if (!rows)
		return;
	png_destroy_write_struct(&rows->job.png, &rows->job.info);
	free(rows);
}

const char *
cgrid_png_version(void)
{
	return png_get_libpng_ver(NULL);
}
