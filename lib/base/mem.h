/* SPDX-License-Identifier: Apache-2.0 */
/* Memory: arrays that grow with checked sizes, and arenas for models. */
#ifndef CGRID_BASE_MEM_H
#define CGRID_BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* calloc(count, size), with one byte for nothing; NULL without memory. */
void *cgrid_array_new(size_t count, size_t size);

/* Room for at least `need` elements of `size` in *array (a pointer to the
 * caller's typed pointer, passed as void *). False without memory: the array
 * is then as it was. */
bool cgrid_array_reserve(void *array, size_t *capacity, size_t need, size_t size);

/* Room for one more of a typed array with a count and a capacity. */
#define CGRID_ROOM_FOR_ONE(array, count, capacity)                                                     \
	cgrid_array_reserve(&(array), &(capacity), (count) + 1, sizeof *(array))

/* Memory that is freed together. Zeroed; aligned for any type. */
struct cgrid_arena {
	struct cgrid_arena_block *blocks;
};
void *cgrid_arena_alloc(struct cgrid_arena *arena, size_t count, size_t size);
char *cgrid_arena_text(struct cgrid_arena *arena, const char *text, size_t length);
void cgrid_arena_free(struct cgrid_arena *arena);

#endif
