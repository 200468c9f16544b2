/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2, place: sensors are kept whatever is wrong with them, marked and reported. */
#include "base/shape.h"
#include "campus/campus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two places nearer than this are one place: a centimetre is what 7 decimals can say. */
static const double same_place_m = 0.02;

uint32_t
cgrid_campus_level_for(const struct cgrid_campus *campus, uint32_t building, const char *label,
		       struct cgrid_xy at, size_t *count_out)
{
	uint32_t found = CGRID_NONE;
	size_t named = 0;
	/* First all of that label, then those with a room there, then those whose outline holds it. */
	for (int pass = 0; pass < 3; pass++) {
		size_t count = 0;
		for (uint32_t l = 0; l < campus->level_count; l++) {
			const struct cgrid_level *level = &campus->levels[l];
			if (!cgrid_same_text(level->label, label) ||
			    (building != CGRID_NONE && level->building != building))
				continue;
			if ((pass == 1 && cgrid_campus_room_at(campus, l, at) == CGRID_NONE) ||
			    (pass == 2 && !cgrid_shape_holds(&level->outline, at)))
				continue;
			found = l;
			count++;
		}
		if (pass == 0)
			named = count;
		if (count == 1 || named == 0) {
			*count_out = named;
			return count == 1 ? found : CGRID_NONE;
		}
	}
	*count_out = named;
	return CGRID_NONE;
}

/* The one room with this sign, narrowed by the sensor's building and level. */
static uint32_t
room_of_sign(const struct cgrid_campus *campus, const struct cgrid_draft_sensor *from,
	     uint32_t building, size_t *count_out)
{
	uint32_t found = CGRID_NONE;
	*count_out = 0;
	for (uint32_t i = 0; i < campus->room_count; i++) {
		const struct cgrid_room *room = &campus->rooms[i];
		if (!cgrid_same_text(room->room, from->room) ||
		    (building != CGRID_NONE && room->building != building))
			continue;
		if (from->level[0] &&
		    (room->level == CGRID_NONE ||
		     !cgrid_same_text(campus->levels[room->level].label, from->level)))
			continue;
		found = i;
		++*count_out;
	}
	return *count_out == 1 ? found : CGRID_NONE;
}

/* Where the sensor is. False (and a word) when nobody can tell. */
static enum cgrid_status
find_position(struct cgrid_placing *placing, const struct cgrid_draft_sensor *from,
	      struct cgrid_sensor *sensor, bool *placed_out)
{
	struct cgrid_campus *campus = placing->campus;
	*placed_out = true;
	if (from->placed_by != CGRID_SENSOR_AT_ROOM) {
		/* A lost minus puts a sensor on the other side of the earth, where no frame reaches. */
		struct cgrid_lonlat ground = from->ground;
		sensor->at = from->frame;
		enum cgrid_status status =
		    from->placed_by == CGRID_SENSOR_AT_GROUND
			? cgrid_frame_to_xy(placing->ctx, &campus->frame, &ground, 1, &sensor->at)
			: cgrid_frame_to_ground(placing->ctx, &campus->frame, &sensor->at, 1, &ground);
		if (status != CGRID_E_OUTSIDE)
			return status;
		*placed_out = false;
		cgrid_clear_error(placing->ctx);
		return cgrid_draft_leave_out(placing->draft, status, &from->source,
					     "sensor \"%s\": its position is nowhere near the campus%s",
					     from->id, cgrid_swap_hint(placing, from->ground));
	}
	size_t count;
	uint32_t room = room_of_sign(campus, from, sensor->building, &count);
	if (room == CGRID_NONE) {
		cgrid_log(placing->ctx, CGRID_LEFT_OUT, &from->source,
			  count == 0 ? "sensor \"%s\": there is no room \"%s\"%s"
				     : "sensor \"%s\": room \"%s\" stands several times%s",
			  from->id, from->room, count == 0 ? "" : " (say its building and level too)");
		*placed_out = false;
		return CGRID_OK;
	}
	sensor->room = room;
	sensor->level = campus->rooms[room].level;
	sensor->building = campus->rooms[room].building;
	cgrid_label_settle(placing->ctx, &placing->campus->rooms[room]);
	sensor->at = campus->rooms[room].label;
	return CGRID_OK;
}

static void
find_level(struct cgrid_placing *placing, const struct cgrid_draft_sensor *from,
	   struct cgrid_sensor *sensor)
{
	struct cgrid_campus *campus = placing->campus;
	size_t count = 0;
	if (from->level[0] == '\0')
		return;
	sensor->level =
	    cgrid_campus_level_for(campus, sensor->building, from->level, sensor->at, &count);
	if (sensor->level != CGRID_NONE) {
		sensor->building = campus->levels[sensor->level].building;
		sensor->room = cgrid_campus_room_at(campus, sensor->level, sensor->at);
		/* Of a level that is a picture nobody can say what is in a room. */
		if (sensor->room == CGRID_NONE && cgrid_level_is_drawn(campus, sensor->level)) {
			sensor->faults |= CGRID_SENSOR_NO_ROOM;
			cgrid_log(placing->ctx, CGRID_WARNING, &from->source,
				  "sensor \"%s\": is in no room of level \"%s\" (kept)", from->id,
				  from->level);
		}
		return;
	}
	sensor->faults |= CGRID_SENSOR_NO_LEVEL;
	cgrid_log(placing->ctx, CGRID_LEFT_OUT, &from->source,
		  count == 0
		      ? "sensor \"%s\": no plan has a level \"%s\"%s%s (kept without a level)"
		      : "sensor \"%s\": level \"%s\" could be that of several buildings%s%s (kept "
			"without a level)",
		  from->id, from->level, from->building[0] ? " of " : "", from->building);
}

static enum cgrid_status
place_sensor(struct cgrid_placing *placing, const struct cgrid_draft_sensor *from,
	     struct cgrid_sensor *sensor, bool *placed_out)
{
	*sensor = (struct cgrid_sensor){.id = from->id,
					.kind = from->kind,
					.name = from->name,
					.building_text = from->building,
					.level_text = from->level,
					.building = CGRID_NONE,
					.level = CGRID_NONE,
					.room = CGRID_NONE,
					.z = from->z,
					.uncertainty_m = from->uncertainty_m,
					.source = from->source};
	if (from->building[0]) {
		sensor->building = cgrid_campus_find_building(placing->campus, from->building);
		if (sensor->building == CGRID_NONE) {
			sensor->faults |= CGRID_SENSOR_NO_BUILDING;
			cgrid_log(placing->ctx, CGRID_LEFT_OUT, &from->source,
				  "sensor \"%s\": no plan has a building \"%s\" (kept without it)",
				  from->id, from->building);
		}
	}
	enum cgrid_status status = find_position(placing, from, sensor, placed_out);
	/* A level of a building that does not exist does not exist either. */
	if (!status && *placed_out && sensor->room == CGRID_NONE) {
		if (sensor->faults & CGRID_SENSOR_NO_BUILDING)
			sensor->faults |= from->level[0] ? CGRID_SENSOR_NO_LEVEL : 0u;
		else
			find_level(placing, from, sensor);
	}
	return status;
}

static int
by_id(const void *a, const void *b)
{
	const struct cgrid_sensor *x = a, *y = b;
	int order = strcmp(x->id, y->id);
	if (order == 0)
		order = (x->at.x > y->at.x) - (x->at.x < y->at.x);
	if (order == 0)
		order = (x->at.y > y->at.y) - (x->at.y < y->at.y);
	return order ? order : (x->level > y->level) - (x->level < y->level);
}

/* How many of a list's ids are named that stand at several places. */
enum { DUPLICATES_SAID = 10 };

/* Sensors are sorted by id. Says what the first lines cannot: how many more there are, and that a list
 * whose ids all stand many times is likely no list of sensors. */
static void
say_duplicates(struct cgrid_placing *placing, size_t duplicates)
{
	const struct cgrid_campus *campus = placing->campus;
	size_t ids = 0;
	if (duplicates <= DUPLICATES_SAID)
		return;
	for (size_t i = 0; i < campus->sensor_count; i++)
		ids += i == 0 || strcmp(campus->sensors[i - 1].id, campus->sensors[i].id) != 0;
	const struct cgrid_source source = {campus->sensors[0].source.file, 0, 0};
	cgrid_log(placing->ctx, CGRID_LEFT_OUT, &source,
		  "and %zu more sensors that stand at another place", duplicates - DUPLICATES_SAID);
	if (ids * 3 <= campus->sensor_count)
		cgrid_log(
		    placing->ctx, CGRID_WARNING, &source,
		    "%zu ids stand in %zu rows: if the rows are corners of outlines, this is no list "
		    "of sensors",
		    ids, campus->sensor_count);
}

/* The same id twice: at one place the second is superfluous, at two nobody knows where it is. */
static void
find_duplicates(struct cgrid_placing *placing)
{
	struct cgrid_campus *campus = placing->campus;
	size_t kept = 0, duplicates = 0;
	qsort(campus->sensors, campus->sensor_count, sizeof *campus->sensors, by_id);
	for (size_t i = 0; i < campus->sensor_count; i++) {
		struct cgrid_sensor *sensor = &campus->sensors[i];
		struct cgrid_sensor *before = kept > 0 ? &campus->sensors[kept - 1] : NULL;
		if (before && strcmp(before->id, sensor->id) == 0) {
			double away = hypot(before->at.x - sensor->at.x, before->at.y - sensor->at.y);
			if (away <= same_place_m && before->level == sensor->level) {
				cgrid_log(placing->ctx, CGRID_WARNING, &sensor->source,
					  "sensor \"%s\": stands twice at one place", sensor->id);
				continue;
			}
			before->faults |= CGRID_SENSOR_DUPLICATE;
			sensor->faults |= CGRID_SENSOR_DUPLICATE;
			if (duplicates++ < DUPLICATES_SAID)
				cgrid_log(
				    placing->ctx, CGRID_LEFT_OUT, &sensor->source,
				    "sensor \"%s\": stands at another place too (line %u): nobody "
				    "can say where it is",
				    sensor->id, (unsigned)before->source.line);
		}
		campus->sensors[kept++] = *sensor;
	}
	campus->sensor_count = kept;
	say_duplicates(placing, duplicates);
}

enum cgrid_status
cgrid_place_sensors(struct cgrid_placing *placing)
{
	struct cgrid_draft *draft = placing->draft;
	struct cgrid_campus *campus = placing->campus;
	for (size_t i = 0; i < draft->sensor_count; i++) {
		bool placed;
		enum cgrid_status status = place_sensor(
		    placing, &draft->sensors[i], &campus->sensors[campus->sensor_count], &placed);
		if (status)
			return status;
		if (placed)
			campus->sensor_count++;
	}
	find_duplicates(placing);
	return CGRID_OK;
}
