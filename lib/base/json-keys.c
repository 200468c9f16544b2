/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json-keys.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Up to so many keys a walk over their hashes is quicker than a table. */
enum { FEW_KEYS = 16, FIRST_SLOTS = 64 };

bool
cgrid_json_keys_init(struct cgrid_json_keys *keys, size_t most)
{
	*keys = (struct cgrid_json_keys){.most = most};
	/* Differs by run, so that no file can be made whose keys all fall into one slot; it decides
	 * nothing but the order of slots. */
	keys->seed = (uint64_t)(uintptr_t)keys * UINT64_C(0x9e3779b97f4a7c15);
	keys->frames = cgrid_array_new(most, sizeof *keys->frames);
	return keys->frames != NULL;
}

void
cgrid_json_keys_free(struct cgrid_json_keys *keys)
{
	for (size_t i = 0; keys->frames && i < keys->most; i++)
		free(keys->frames[i].slots);
	free(keys->frames);
	free(keys->stack);
	cgrid_arena_free(&keys->arena);
	*keys = (struct cgrid_json_keys){0};
}

void
cgrid_json_keys_push(struct cgrid_json_keys *keys)
{
	struct cgrid_json_frame *frame = &keys->frames[keys->open++];
	frame->first = keys->count;
	frame->slot_count = 0;
}

void
cgrid_json_keys_pop(struct cgrid_json_keys *keys)
{
	keys->count = keys->frames[--keys->open].first;
	if (keys->kept > keys->count)
		keys->kept = keys->count;
}

static bool
same_key(const struct cgrid_json_key *a, const struct cgrid_json_key *b)
{
	return a->hash == b->hash && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* The slot that holds an equal key, or the empty one where it belongs. */
static uint32_t *
slot_of(const struct cgrid_json_keys *keys, const struct cgrid_json_frame *frame,
	const struct cgrid_json_key *key)
{
	size_t mask = frame->slot_count - 1, at = (size_t)key->hash & mask;
	while (frame->slots[at] != 0 && !same_key(&keys->stack[frame->slots[at] - 1], key))
		at = (at + 1) & mask;
	return &frame->slots[at];
}

/* Lays the keys of the innermost object into a table twice as large as before. */
static bool
widen(struct cgrid_json_keys *keys, struct cgrid_json_frame *frame)
{
	size_t count = frame->slot_count == 0 ? FIRST_SLOTS : frame->slot_count * 2;
	if (!cgrid_array_reserve(&frame->slots, &frame->slot_capacity, count, sizeof *frame->slots))
		return false;
	memset(frame->slots, 0, count * sizeof *frame->slots);
	frame->slot_count = count;
	for (size_t i = frame->first; i < keys->count; i++)
		*slot_of(keys, frame, &keys->stack[i]) = (uint32_t)(i + 1);
	return true;
}

static bool
seen_before(struct cgrid_json_keys *keys, const struct cgrid_json_frame *frame,
	    const struct cgrid_json_key *key)
{
	if (frame->slot_count > 0)
		return *slot_of(keys, frame, key) != 0;
	for (size_t i = frame->first; i < keys->count; i++)
		if (same_key(&keys->stack[i], key))
			return true;
	return false;
}

bool
cgrid_json_keys_add(struct cgrid_json_keys *keys, const char *text, size_t length, bool passing,
		    bool *duplicate_out)
{
	struct cgrid_json_frame *frame = &keys->frames[keys->open - 1];
	struct cgrid_json_key key = {cgrid_text_hash(text, length, keys->seed), text, length};
	*duplicate_out = seen_before(keys, frame, &key);
	if (*duplicate_out)
		return true;
	if (passing && !(key.text = cgrid_arena_text(&keys->arena, text, length)))
		return false;
	if (keys->count >= UINT32_MAX - 1 ||
	    !CGRID_ROOM_FOR_ONE(keys->stack, keys->count, keys->capacity))
		return false;
	size_t mine = keys->count - frame->first;
	if (mine >= FEW_KEYS && (mine + 1) * 2 > frame->slot_count && !widen(keys, frame))
		return false;
	keys->stack[keys->count++] = key;
	if (frame->slot_count > 0)
		*slot_of(keys, frame, &key) = (uint32_t)keys->count;
	return true;
}

bool
cgrid_json_keys_keep(struct cgrid_json_keys *keys, const char *text, size_t size)
{
	for (; keys->kept < keys->count; keys->kept++) {
		struct cgrid_json_key *key = &keys->stack[keys->kept];
		if ((uintptr_t)key->text < (uintptr_t)text ||
		    (uintptr_t)key->text > (uintptr_t)text + size)
			continue;
		const char *copy = cgrid_arena_text(&keys->arena, key->text, key->length);
		if (!copy)
			return false;
		key->text = copy;
	}
	return true;
}
