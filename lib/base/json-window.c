/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON text that is read from its file as it is parsed, a part at a time. */
#include "base/file.h"
#include "base/json-inside.h"

#include <stdlib.h>
#include <string.h>

enum { STEP = 256 * 1024, AGAIN = 4096 };

enum cgrid_status
cgrid_json_open_file(struct cgrid_json *json, const struct cgrid_file *file, size_t step)
{
	struct cgrid_json_window *window = cgrid_array_new(1, sizeof *window);
	*json = (struct cgrid_json){0};
	if (!window)
		return cgrid_fail_memory(file->ctx);
	window->file = file;
	window->capacity = step == 0 ? STEP : step < CGRID_JSON_AHEAD ? CGRID_JSON_AHEAD : step;
	window->buffer = malloc(window->capacity);
	size_t got = 0;
	enum cgrid_status status =
	    window->buffer ? cgrid_file_read_at(file, 0, window->buffer, window->capacity, &got)
			   : cgrid_fail_memory(file->ctx);
	if (!status)
		status = cgrid_json_open(json, file->ctx, file->shown, window->buffer, got);
	if (status) {
		cgrid_json_window_free(window);
		return status;
	}
	window->ended = got < window->capacity;
	json->inside->window = window;
	return CGRID_OK;
}

void
cgrid_json_window_free(struct cgrid_json_window *window)
{
	if (!window)
		return;
	free(window->buffer);
	free(window->seen);
	free(window);
}

/* In order, as they are searched; who asks for a place may have gone back. */
static bool
keep_place(struct cgrid_json_window *window, struct cgrid_json_place place)
{
	if (window->seen_count > 0 && window->seen[window->seen_count - 1].offset >= place.offset)
		return true;
	if (!CGRID_ROOM_FOR_ONE(window->seen, window->seen_count, window->seen_capacity))
		return false;
	window->seen[window->seen_count++] = place;
	return true;
}

/* What has to be known of bytes before they go: the place last asked for, as the next to be asked for
 * may be just behind it, and that of what stays. */
static bool
part_with(struct cgrid_json *json, size_t count)
{
	struct cgrid_json_inside *inside = json->inside;
	if (!keep_place(inside->window, inside->seen))
		return false;
	if (inside->seen.offset < inside->base + count)
		cgrid_json_source_at(json, inside->base + count);
	return keep_place(inside->window, inside->seen);
}

/* All that can fail is done before anything moves. */
static bool
make_room(struct cgrid_json *json, size_t keep)
{
	struct cgrid_json_inside *inside = json->inside;
	struct cgrid_json_window *window = inside->window;
	size_t text_at = (size_t)((uintptr_t)json->text - (uintptr_t)window->buffer);
	bool in_buffer = (uintptr_t)json->text >= (uintptr_t)window->buffer && text_at <= inside->size;
	if (!cgrid_json_keys_keep(&inside->keys, inside->bytes, inside->size) ||
	    (keep > 0 && !part_with(json, keep)))
		return false;
	/* A token longer than half of it. */
	if (inside->size - keep > window->capacity / 2 &&
	    !cgrid_array_reserve(&window->buffer, &window->capacity, window->capacity * 2, 1))
		return false;
	inside->bytes = window->buffer;
	inside->size -= keep;
	inside->at -= keep;
	inside->base += keep;
	memmove(window->buffer, window->buffer + keep, inside->size);
	if (in_buffer)
		json->text = text_at >= keep ? window->buffer + (text_at - keep) : "";
	return true;
}

bool
cgrid_json_more(struct cgrid_json *json, size_t keep)
{
	struct cgrid_json_inside *inside = json->inside;
	struct cgrid_json_window *window = inside->window;
	size_t got;
	if (!window || window->ended || inside->status)
		return false;
	if (!make_room(json, keep)) {
		inside->status = cgrid_fail_memory(json->ctx);
		return false;
	}
	inside->status =
	    cgrid_file_read_at(window->file, inside->base + inside->size, window->buffer + inside->size,
			       window->capacity - inside->size, &got);
	inside->size += got;
	window->ended = inside->size < window->capacity;
	return true;
}

struct cgrid_json_place
cgrid_json_window_place(const struct cgrid_json_inside *inside, size_t offset)
{
	const struct cgrid_json_window *window = inside->window;
	struct cgrid_json_place place = {inside->body, 1, 1};
	size_t from = 0, to = window->seen_count, got;
	char bytes[AGAIN];
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (window->seen[middle].offset <= offset)
			from = middle + 1;
		else
			to = middle;
	}
	if (from > 0)
		place = window->seen[from - 1];
	while (place.offset < offset) {
		size_t most = offset - place.offset < AGAIN ? offset - place.offset : AGAIN;
		if (cgrid_file_read_at(window->file, place.offset, bytes, most, &got) || got == 0)
			break;
		place = cgrid_json_pass(place, bytes, got);
	}
	return place;
}
