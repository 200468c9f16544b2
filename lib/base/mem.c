/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct cgrid_arena_block {
	struct cgrid_arena_block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

void *
cgrid_array_new(size_t count, size_t size)
{
	return calloc(count ? count : 1, size ? size : 1);
}

bool
cgrid_array_reserve(void *array, size_t *capacity, size_t need, size_t size)
{
	if (need <= *capacity)
		return true;
	size_t wanted = *capacity < 8 ? 8 : *capacity + *capacity / 2;
	size_t bytes;
	if (wanted < need)
		wanted = need;
	if (__builtin_mul_overflow(wanted, size, &bytes))
		return false;
	void *old, *grown;
	memcpy(&old, array, sizeof old);
	grown = realloc(old, bytes);
	if (!grown)
		return false;
	memcpy(array, &grown, sizeof grown);
	*capacity = wanted;
	return true;
}

/* `align` is a power of two. */
static void *
take(struct cgrid_arena *arena, size_t bytes, size_t align)
{
	if (bytes == 0)
		bytes = 1;
	struct cgrid_arena_block *block = arena->blocks;
	size_t gap = block ? (~block->used + 1) & (align - 1) : 0;
	if (!block || block->size - block->used < gap || block->size - block->used - gap < bytes) {
		size_t room = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
		size_t whole;
		if (__builtin_add_overflow(room, sizeof *block, &whole))
			return NULL;
		struct cgrid_arena_block *fresh = calloc(1, whole);
		if (!fresh)
			return NULL;
		fresh->size = room;
		/* A big allocation must not hide the room left in the current block. */
		if (block && bytes > BLOCK_BYTES) {
			fresh->next = block->next;
			block->next = fresh;
		} else {
			fresh->next = block;
			arena->blocks = fresh;
		}
		block = fresh;
		gap = 0;
	}
	void *at = block->bytes + block->used + gap;
	block->used += gap + bytes;
	return at;
}

void *
cgrid_arena_alloc(struct cgrid_arena *arena, size_t count, size_t size)
{
	size_t bytes;
	/* A type's size is a multiple of its alignment. */
	const bool small = size % alignof(max_align_t) != 0;
	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	return take(arena, bytes, small ? alignof(max_align_t) / 2 : alignof(max_align_t));
}

/* Texts stand side by side. */
char *
cgrid_arena_text(struct cgrid_arena *arena, const char *text, size_t length)
{
	if (length == SIZE_MAX)
		return NULL;
	char *copy = take(arena, length + 1, 1);
	if (copy && length > 0)
		memcpy(copy, text, length);
	return copy;
}

void
cgrid_arena_free(struct cgrid_arena *arena)
{
	while (arena->blocks) {
		struct cgrid_arena_block *next = arena->blocks->next;
		free(arena->blocks);
		arena->blocks = next;
	}
}
