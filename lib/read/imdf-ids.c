/* SPDX-License-Identifier: Apache-2.0 */
/* References of IMDF: feature ids -> what they stand for. */
#include "read/imdf-inside.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a over the type and the id. Ids are looked up and never walked in this order. */
static size_t
hash(enum imdf_type type, const char *id)
{
	uint64_t value = UINT64_C(14695981039346656037) ^ (uint64_t)type;
	for (const char *c = id; *c != '\0'; c++)
		value = (value ^ (unsigned char)*c) * UINT64_C(1099511628211);
	return (size_t)(value ^ value >> 29);
}

/* The slot of an id, or the empty one where it would go. */
static uint32_t *
slot_of(const struct imdf_ids *ids, enum imdf_type type, const char *id)
{
	size_t mask = ids->slot_count - 1;
	for (size_t i = hash(type, id) & mask;; i = (i + 1) & mask) {
		uint32_t *slot = &ids->slots[i];
		if (*slot == 0 ||
		    (ids->known[*slot - 1].type == type && strcmp(ids->known[*slot - 1].id, id) == 0))
			return slot;
	}
}

const struct imdf_known *
cgrid_imdf_find(const struct imdf_ids *ids, enum imdf_type type, const char *id)
{
	if (ids->slot_count == 0 || id[0] == '\0')
		return NULL;
	uint32_t at = *slot_of(ids, type, id);
	return at == 0 ? NULL : &ids->known[at - 1];
}

static void
fill_slots(struct imdf_ids *ids)
{
	memset(ids->slots, 0, ids->slot_count * sizeof *ids->slots);
	for (size_t i = 0; i < ids->count; i++) {
		uint32_t *slot = slot_of(ids, ids->known[i].type, ids->known[i].id);
		if (*slot == 0)
			*slot = (uint32_t)i + 1;
	}
}

bool
cgrid_imdf_add(struct imdf_ids *ids, const struct imdf_known *known)
{
	if (known->id[0] == '\0')
		return true;
	if (!CGRID_ROOM_FOR_ONE(ids->known, ids->count, ids->capacity))
		return false;
	if ((ids->count + 1) * 2 > ids->slot_count) {
		size_t more = ids->slot_count == 0 ? 256 : ids->slot_count * 2;
		uint32_t *slots = cgrid_array_new(more, sizeof *slots);
		if (!slots)
			return false;
		free(ids->slots);
		ids->slots = slots;
		ids->slot_count = more;
		fill_slots(ids);
	}
	uint32_t *slot = slot_of(ids, known->type, known->id);
	ids->known[ids->count++] = *known;
	if (*slot == 0)
		*slot = (uint32_t)ids->count;
	return true;
}

void
cgrid_imdf_forget(struct imdf_ids *ids, size_t count)
{
	if (count >= ids->count)
		return;
	ids->count = count;
	fill_slots(ids);
}

void
cgrid_imdf_ids_free(struct imdf_ids *ids)
{
	free(ids->known);
	free(ids->slots);
	*ids = (struct imdf_ids){0};
}
