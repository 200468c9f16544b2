/* SPDX-License-Identifier: Apache-2.0 */
/* A file that is served to threads while it is replaced. The lock is held for some instructions, never
 * during a look-up or a reading. */
#include "lookup/lookup.h"

#include <pthread.h>
#include <stdlib.h>

struct cgrid_lookup_share {
	pthread_mutex_t lock;
	struct cgrid_lookup *current; /* has one user: the share itself */
	struct cgrid_lookup_options options;
	char *path;
};

enum cgrid_status
cgrid_lookup_share_new(struct cgrid_ctx *ctx, const char *path,
		       const struct cgrid_lookup_options *options,
		       struct cgrid_lookup_share **share_out)
{
	const struct cgrid_lookup_options usual = CGRID_LOOKUP_OPTIONS_INIT;
	*share_out = NULL;
	struct cgrid_lookup *lookup;
	enum cgrid_status status = cgrid_lookup_open(ctx, path, options, &lookup);
	if (status)
		return status;
	struct cgrid_lookup_share *share = calloc(1, sizeof *share);
	if (share)
		share->path = strdup(path);
	if (!share || !share->path || pthread_mutex_init(&share->lock, NULL) != 0) {
		free(share ? share->path : NULL);
		free(share);
		cgrid_lookup_free(lookup);
		return cgrid_fail_memory(ctx);
	}
	share->options = options ? *options : usual;
	share->current = lookup;
	lookup->users = 1;
	*share_out = share;
	return CGRID_OK;
}

void
cgrid_lookup_share_free(struct cgrid_lookup_share *share)
{
	if (!share)
		return;
	cgrid_lookup_give(share, share->current);
	pthread_mutex_destroy(&share->lock);
	free(share->path);
	free(share);
}

const struct cgrid_lookup *
cgrid_lookup_take(struct cgrid_lookup_share *share)
{
	pthread_mutex_lock(&share->lock);
	struct cgrid_lookup *lookup = share->current;
	lookup->users++;
	pthread_mutex_unlock(&share->lock);
	return lookup;
}

void
cgrid_lookup_give(struct cgrid_lookup_share *share, const struct cgrid_lookup *taken)
{
	struct cgrid_lookup *lookup = (struct cgrid_lookup *)(uintptr_t)taken;
	pthread_mutex_lock(&share->lock);
	const bool last = --lookup->users == 0;
	pthread_mutex_unlock(&share->lock);
	if (last)
		cgrid_lookup_free(lookup);
}

enum cgrid_status
cgrid_lookup_reload(struct cgrid_ctx *ctx, struct cgrid_lookup_share *share)
{
	struct cgrid_lookup *fresh;
	enum cgrid_status status = cgrid_lookup_open(ctx, share->path, &share->options, &fresh);
	if (status)
		return status;
	fresh->users = 1;
	pthread_mutex_lock(&share->lock);
	struct cgrid_lookup *old = share->current;
	share->current = fresh;
	pthread_mutex_unlock(&share->lock);
	cgrid_lookup_give(share, old);
	return CGRID_OK;
}
