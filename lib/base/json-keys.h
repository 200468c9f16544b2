/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of the objects that are open in a JSON text: has this object had this key before? */
#ifndef CGRID_BASE_JSON_KEYS_H
#define CGRID_BASE_JSON_KEYS_H

#include "base/mem.h"

struct cgrid_json_key {
	uint64_t hash;
	const char *text;
	size_t length;
};
/* An open object: its keys are the stack's from `first` to the next frame's. */
struct cgrid_json_frame {
	size_t first;
	uint32_t
	    *slots; /* index + 1 in the stack, 0 for empty; kept for the next object of this depth */
	size_t slot_capacity;
	size_t slot_count; /* in use; 0 while the keys are few */
};
struct cgrid_json_keys {
	struct cgrid_json_key *stack;
	size_t count, capacity;
	size_t kept; /* of these, so many do not stand in the text */
	struct cgrid_json_frame *frames;
	size_t open, most;
	uint64_t seed;
	struct cgrid_arena
	    arena; /* keys that were written with escapes, or stayed open longer than their text */
};

/* `most`: how many objects may be open at once. False without memory. */
bool cgrid_json_keys_init(struct cgrid_json_keys *keys, size_t most);
void cgrid_json_keys_free(struct cgrid_json_keys *keys);
void cgrid_json_keys_push(struct cgrid_json_keys *keys);
void cgrid_json_keys_pop(struct cgrid_json_keys *keys);
/* Adds a key to the innermost object. `passing`: the text will not stay, and is copied. False
 * without memory. */
bool cgrid_json_keys_add(struct cgrid_json_keys *keys, const char *text, size_t length, bool passing,
			 bool *duplicate_out);

/* Copies the keys that stand in text[0 .. size), which is about to go. False without memory. */
bool cgrid_json_keys_keep(struct cgrid_json_keys *keys, const char *text, size_t size);

#endif
