/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 5, locate: the locator, its queries, and what is asked of them. */
#include "locate/locate.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The context of qsort without its r: what is sorted carries its text. */
struct keyed {
	const char *text;
	uint32_t major, index;
};

static int
compare_keyed(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = (x->major > y->major) - (x->major < y->major);
	if (order == 0)
		order = strcmp(x->text, y->text);
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

static bool
is_way_out(const struct cgrid_door *door)
{
	return door->exterior && door->door[0] != '\0' && door->building != CGRID_NONE;
}

static bool
index_sensors(struct cgrid_locator *locator, struct keyed *keyed)
{
	const struct cgrid_campus *campus = locator->campus;
	locator->sensors = cgrid_array_new(campus->sensor_count, sizeof *locator->sensors);
	if (!locator->sensors)
		return false;
	for (uint32_t i = 0; i < campus->sensor_count; i++)
		keyed[i] = (struct keyed){campus->sensors[i].id, 0, i};
	qsort(keyed, campus->sensor_count, sizeof *keyed, compare_keyed);
	for (size_t i = 0; i < campus->sensor_count; i++)
		locator->sensors[i] = keyed[i].index;
	return true;
}

static bool
index_doors(struct cgrid_locator *locator, struct keyed *keyed)
{
	const struct cgrid_campus *campus = locator->campus;
	uint32_t count = 0, next = 0;
	locator->doors = cgrid_array_new(campus->door_count, sizeof *locator->doors);
	locator->building_doors =
	    cgrid_array_new(campus->building_count + 1, sizeof *locator->building_doors);
	if (!locator->doors || !locator->building_doors)
		return false;
	for (uint32_t i = 0; i < campus->door_count; i++)
		if (is_way_out(&campus->doors[i]))
			keyed[count++] = (struct keyed){"", campus->doors[i].building, i};
	qsort(keyed, count, sizeof *keyed, compare_keyed);
	for (uint32_t b = 0; b < campus->building_count; b++) {
		locator->building_doors[b] = next;
		for (; next < count && keyed[next].major == b; next++)
			locator->doors[next] = keyed[next].index;
	}
	locator->building_doors[campus->building_count] = next;
	return true;
}

static bool
index_all(struct cgrid_locator *locator)
{
	const struct cgrid_campus *campus = locator->campus;
	size_t most =
	    campus->sensor_count > campus->door_count ? campus->sensor_count : campus->door_count;
	struct keyed *keyed = cgrid_array_new(most, sizeof *keyed);
	bool made = keyed && index_sensors(locator, keyed) && index_doors(locator, keyed);
	free(keyed);
	return made;
}

enum cgrid_status
cgrid_locator_new(struct cgrid_ctx *ctx, const struct cgrid_campus *campus,
		  const struct cgrid_grid *grid, struct cgrid_locator **locator_out)
{
	*locator_out = NULL;
	struct cgrid_locator *locator = calloc(1, sizeof *locator);
	if (!locator)
		return cgrid_fail_memory(ctx);
	locator->campus = campus;
	locator->grid = grid;
	enum cgrid_status status = cgrid_where_new(ctx, campus, grid, &locator->where);
	if (!status)
		status = cgrid_ways_new(ctx, campus, &locator->ways);
	if (!status && !index_all(locator))
		status = cgrid_fail_memory(ctx);
	if (status)
		cgrid_locator_free(locator);
	else
		*locator_out = locator;
	return status;
}

void
cgrid_locator_free(struct cgrid_locator *locator)
{
	if (!locator)
		return;
	free(locator->sensors);
	free(locator->doors);
	free(locator->building_doors);
	cgrid_where_free(locator->where);
	cgrid_ways_free(locator->ways);
	free(locator);
}

const struct cgrid_where *
cgrid_locator_where(const struct cgrid_locator *locator)
{
	return locator->where;
}

enum cgrid_status
cgrid_query_new(struct cgrid_ctx *ctx, const struct cgrid_locator *locator,
		struct cgrid_query **query_out)
{
	*query_out = calloc(1, sizeof **query_out);
	if (!*query_out)
		return cgrid_fail_memory(ctx);
	(*query_out)->locator = locator;
	return CGRID_OK;
}

void
cgrid_query_free(struct cgrid_query *query)
{
	if (!query)
		return;
	free(query->candidates);
	cgrid_touched_free(&query->touched);
	free(query->reached);
	cgrid_buf_free(&query->text);
	cgrid_buf_free(&query->rooms);
	cgrid_buf_free(&query->route);
	cgrid_buf_free(&query->listed);
	free(query);
}

/* Forgets the last answer. */
static enum cgrid_status
begin(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *text)
{
	query->candidate_count = 0;
	query->unknown_level = query->shared = false;
	return cgrid_location_echo(&query->text, text) ? CGRID_OK : cgrid_fail_memory(ctx);
}

static enum cgrid_status
answer(struct cgrid_ctx *ctx, struct cgrid_query *query, size_t first, size_t count,
       const struct cgrid_location **location_out)
{
	enum cgrid_status status = cgrid_query_fill(ctx, query, first, count);
	if (!status)
		*location_out = &query->location;
	return status;
}

/* The first sensor that is not before the id. */
static size_t
find_sensor(const struct cgrid_locator *locator, const char *id)
{
	size_t low = 0, high = locator->campus->sensor_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(locator->campus->sensors[locator->sensors[middle]].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The places of every sensor of this id; *first_out and *count_out: those of the sensor `wanted`. */
static enum cgrid_status
read_id(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *id, uint32_t wanted,
	size_t *first_out, size_t *count_out)
{
	const struct cgrid_locator *locator = query->locator;
	enum cgrid_status status = begin(ctx, query, id);
	for (size_t i = find_sensor(locator, id); !status && i < locator->campus->sensor_count; i++) {
		uint32_t sensor = locator->sensors[i];
		size_t before = query->candidate_count;
		if (strcmp(locator->campus->sensors[sensor].id, id) != 0)
			break;
		status = cgrid_query_read_sensor(ctx, query, sensor);
		if (sensor == wanted) {
			*first_out = before;
			*count_out = query->candidate_count - before;
		}
	}
	return status;
}

enum cgrid_status
cgrid_locate_sensor(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *id,
		    const struct cgrid_location **location_out)
{
	*location_out = NULL;
	enum cgrid_status status = read_id(ctx, query, id, CGRID_NONE, NULL, NULL);
	return status ? status : answer(ctx, query, 0, query->candidate_count, location_out);
}

enum cgrid_status
cgrid_locate_sensor_at(struct cgrid_ctx *ctx, struct cgrid_query *query, uint32_t sensor,
		       const struct cgrid_location **location_out, uint32_t *building_out,
		       uint32_t *level_out)
{
	const char *id = query->locator->campus->sensors[sensor].id;
	size_t first = 0, count = 0;
	*location_out = NULL;
	enum cgrid_status status = read_id(ctx, query, id, sensor, &first, &count);
	if (status)
		return status;
	*building_out = *level_out = CGRID_NONE;
	for (size_t i = 0; i < count; i++) {
		const struct cgrid_candidate *one = &query->candidates[first + i];
		bool same = i == 0 || one->building == *building_out;
		*building_out = same ? one->building : CGRID_NONE;
		*level_out = i == 0 || one->level == *level_out ? one->level : CGRID_NONE;
	}
	query->shared = count < query->candidate_count;
	return answer(ctx, query, first, count, location_out);
}

typedef enum cgrid_status (*add_fn)(struct cgrid_ctx *, struct cgrid_query *, uint32_t);

static enum cgrid_status
locate_all(struct cgrid_ctx *ctx, struct cgrid_query *query, const uint32_t *of, size_t count,
	   add_fn add, const struct cgrid_location **location_out)
{
	*location_out = NULL;
	enum cgrid_status status = begin(ctx, query, "");
	for (size_t i = 0; !status && i < count; i++)
		status = add(ctx, query, of[i]);
	return status ? status : answer(ctx, query, 0, count, location_out);
}

enum cgrid_status
cgrid_locate_rooms(struct cgrid_ctx *ctx, struct cgrid_query *query, const uint32_t *rooms,
		   size_t count, const struct cgrid_location **location_out)
{
	return locate_all(ctx, query, rooms, count, cgrid_query_add_room, location_out);
}

enum cgrid_status
cgrid_locate_doors(struct cgrid_ctx *ctx, struct cgrid_query *query, const uint32_t *doors,
		   size_t count, const struct cgrid_location **location_out)
{
	return locate_all(ctx, query, doors, count, cgrid_query_add_door, location_out);
}

enum cgrid_status
cgrid_locate_place(struct cgrid_ctx *ctx, struct cgrid_query *query, const char *place,
		   const struct cgrid_location **location_out)
{
	*location_out = NULL;
	enum cgrid_status status = begin(ctx, query, place);
	if (!status)
		status = cgrid_query_read_place(ctx, query, place);
	return status ? status : answer(ctx, query, 0, query->candidate_count, location_out);
}

size_t
cgrid_query_candidate_count(const struct cgrid_query *query)
{
	return query->unknown_level ? 0 : query->candidate_count;
}

enum cgrid_status
cgrid_query_candidate(struct cgrid_ctx *ctx, struct cgrid_query *query, size_t i,
		      const struct cgrid_location **location_out)
{
	*location_out = NULL;
	if (i >= cgrid_query_candidate_count(query))
		return cgrid_fail(ctx, CGRID_E_ARGUMENT, "there is no such candidate");
	return answer(ctx, query, i, 1, location_out);
}
