/* SPDX-License-Identifier: Apache-2.0 */
/* The inner loop of an alarm server: alarm FILE.cgx < ids prints a line a sensor. The line "reload"
 * reads the file again, as a server would when it is told that there is a new one. Needs
 * libcampusgrid-lookup alone: libc and libm. */
#include <campusgrid/lookup.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

/* A new file takes over; a bad one is told of, and the old one goes on serving. */
static void
reload(struct cgrid_ctx *ctx, struct cgrid_lookup_share *share)
{
	if (cgrid_lookup_reload(ctx, share))
		fprintf(stderr, "alarm: the old file goes on serving: %s\n", cgrid_ctx_error(ctx));
}

/* What a server says of the file it answers from. */
static void
print_age(struct cgrid_lookup_share *share)
{
	const struct cgrid_lookup *lookup = cgrid_lookup_take(share);
	const struct cgrid_lookup_info info = cgrid_lookup_get_info(lookup);
	const double days = difftime(time(NULL), (time_t)info.built) / 86400;
	fprintf(stderr, "alarm: %u sensors of %u campuses, packed %.0f days ago\n",
		(unsigned)info.sensors, (unsigned)info.campuses, days);
	cgrid_lookup_give(share, lookup);
}

/* One alarm. A look-up in a resident file cannot fail, allocates nothing and waits for nothing; the
 * file that was taken stays until it is given back, whatever is loaded meanwhile. */
static int
alarm_of(struct cgrid_lookup_share *share, const char *id)
{
	const struct cgrid_lookup *lookup = cgrid_lookup_take(share);
	const struct cgrid_lookup_record *record = cgrid_lookup_find(lookup, id, strlen(id));
	struct cgrid_location location;
	cgrid_lookup_location(lookup, record, id, &location);
	printf("%s\n", location.text);
	cgrid_lookup_give(share, lookup);
	return location.status == CGRID_LOCATION_OK;
}

int
main(int argc, char **argv)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_lookup_share *share = NULL;
	char line[4096];
	int unknown = 0;
	if (argc != 2 || !ctx) {
		fprintf(stderr, "usage: alarm FILE.cgx\n");
		cgrid_ctx_free(ctx);
		return 2;
	}
	if (cgrid_lookup_share_new(ctx, argv[1], NULL, &share)) {
		fprintf(stderr, "alarm: %s\n", cgrid_ctx_error(ctx));
		cgrid_ctx_free(ctx);
		return 3;
	}
	print_age(share);
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (strcmp(line, "reload") == 0)
			reload(ctx, share);
		else
			unknown += !alarm_of(share, line);
		fflush(stdout);
	}
	cgrid_lookup_share_free(share);
	cgrid_ctx_free(ctx);
	return unknown > 0;
}
