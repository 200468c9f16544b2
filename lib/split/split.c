/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All pieces in arrays. Rooms are dealt out in blocks of about the same work;
 * each block has arrays, messages and a status of its own, and only their
 * order, which is that of the rooms, is seen from outside: so any number of
 * threads makes the same result, and the same messages in the same order.
 */
#include "base/mem.h"
#include "split/room.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 64, BLOCKS_A_THREAD = 8 };

struct message {
	enum cgrid_severity severity;
	char *line;
};
struct block {
	uint32_t first_room, end_room;
	struct cgrid_arena arena; /* rings and points */
	struct cgrid_piece *pieces;
	size_t count, capacity;
	size_t before;           /* pieces in the blocks before */
	struct cgrid_xy *points; /* what is left of the room at hand's */
	struct cgrid_ring *rings;
	struct message *messages;
	size_t message_count, message_capacity;
	enum cgrid_status status;
	char error[CGRID_MESSAGE_SIZE];
};

struct cgrid_pieces {
	struct block *blocks;
	size_t block_count;
	size_t count;
	size_t *first; /* of each room; one more than rooms */
	size_t room_count;
};

/* What the threads share. */
struct team {
	const struct cgrid_job *job;
	struct cgrid_pieces *pieces;
	atomic_size_t next;   /* block to take */
	atomic_size_t failed; /* the first block that has failed: those after it are of no use */
};

/* Copies a piece; its block has room. */
static enum cgrid_status
keep_piece(void *user, const struct cgrid_piece *piece)
{
	struct block *block = user;
	struct cgrid_piece *copy = &block->pieces[block->count++];
	*copy = *piece;
	for (size_t r = 0; r < piece->shape.ring_count; r++) {
		const struct cgrid_ring *ring = &piece->shape.rings[r];
		memcpy(block->points, ring->points, ring->count * sizeof *ring->points);
		block->rings[r] = (struct cgrid_ring){block->points, ring->count, ring->role};
		block->points += ring->count;
	}
	copy->shape.rings = block->rings;
	block->rings += piece->shape.ring_count;
	return CGRID_OK;
}

static enum cgrid_status
split_room(struct cgrid_room_cutter *rc, struct block *block, size_t *first, uint32_t room)
{
	const struct cgrid_list *list = &rc->cutter.list;
	first[room] = block->count;
	enum cgrid_status status = cgrid_room_cut(rc, room);
	if (status != CGRID_OK || list->piece_count == 0)
		return status;
	/* Whole cells are no more than runs in the list. */
	size_t whole = list->piece_count;
	for (size_t i = 0; i < list->item_count; i++)
		whole -= list->items[i].ring_count > 0;
	block->points =
	    cgrid_arena_alloc(&block->arena, list->point_count + 4 * whole, sizeof *block->points);
	block->rings = cgrid_arena_alloc(&block->arena, list->ring_count + whole, sizeof *block->rings);
	if (!block->points || !block->rings ||
	    !cgrid_array_reserve(&block->pieces, &block->capacity, block->count + list->piece_count,
				 sizeof *block->pieces))
		return cgrid_fail_memory(rc->ctx);
	return cgrid_room_each(rc, keep_piece, block);
}

static void
keep_message(void *user, enum cgrid_severity severity, const char *line)
{
	struct block *block = user;
	struct message message = {severity, strdup(line)};
	if (!message.line ||
	    !CGRID_ROOM_FOR_ONE(block->messages, block->message_count, block->message_capacity)) {
		free(message.line);
		block->status = CGRID_E_MEMORY;
		return;
	}
	block->messages[block->message_count++] = message;
}

static void
split_block(struct cgrid_room_cutter *rc, struct block *block, size_t *first)
{
	enum cgrid_status status = CGRID_OK;
	cgrid_ctx_set_log(rc->ctx, keep_message, block);
	for (uint32_t i = block->first_room; i < block->end_room && status == CGRID_OK; i++)
		status = split_room(rc, block, first, i);
	if (status == CGRID_OK)
		return;
	block->status = status;
	memcpy(block->error, rc->ctx->error, sizeof block->error);
	cgrid_clear_error(rc->ctx);
}

static void *
work(void *user)
{
	struct team *team = user;
	struct cgrid_pieces *pieces = team->pieces;
	struct cgrid_room_cutter rc = {.ctx = cgrid_ctx_new(), .job = team->job};
	for (size_t i; (i = atomic_fetch_add(&team->next, 1)) < pieces->block_count;) {
		struct block *block = &pieces->blocks[i];
		if (i > atomic_load(&team->failed))
			break;
		if (rc.ctx)
			split_block(&rc, block, pieces->first);
		else
			block->status =
			    CGRID_E_MEMORY; /* and no error: the text is the same everywhere */
		size_t failed = atomic_load(&team->failed);
		while (block->status != CGRID_OK && i < failed &&
		       !atomic_compare_exchange_weak(&team->failed, &failed, i))
			;
	}
	struct cgrid_ctx *ctx = rc.ctx;
	cgrid_room_cutter_free(&rc);
	cgrid_ctx_free(ctx);
	return NULL;
}

/* This thread is one of them; those that the system does not give are done without. */
static void
work_together(struct team *team, unsigned threads)
{
	pthread_t others[MOST_THREADS];
	unsigned count = 0;
	while (count + 1 < threads && pthread_create(&others[count], NULL, work, team) == 0)
		count++;
	work(team);
	for (unsigned i = 0; i < count; i++)
		pthread_join(others[i], NULL);
}

static size_t
work_of(const struct cgrid_room *room)
{
	return 1 + (room->shape.ring_count > 0 ? room->shape.rings[0].count : 0);
}

/* Blocks of about the same number of vertices. */
static bool
deal(struct cgrid_pieces *pieces, const struct cgrid_job *job, size_t blocks)
{
	const struct cgrid_room *rooms = job->campus->rooms;
	uint32_t room = job->first;
	size_t work = 0, done = 0;
	pieces->blocks = cgrid_array_new(blocks, sizeof *pieces->blocks);
	if (!pieces->blocks)
		return false;
	pieces->block_count = blocks;
	for (uint32_t i = job->first; i < job->end; i++)
		work += work_of(&rooms[i]);
	for (size_t b = 0; b < blocks; b++) {
		pieces->blocks[b].first_room = room;
		while (room < job->end && (b + 1 == blocks || done * blocks < work * (b + 1)))
			done += work_of(&rooms[room++]);
		pieces->blocks[b].end_room = room;
	}
	return true;
}

/* Messages in the order of rooms, up to the first error. */
static enum cgrid_status
say(struct cgrid_ctx *ctx, const struct cgrid_pieces *pieces)
{
	for (size_t b = 0; b < pieces->block_count; b++) {
		const struct block *block = &pieces->blocks[b];
		for (size_t i = 0; i < block->message_count; i++)
			cgrid_log(ctx, block->messages[i].severity, NULL, "%s",
				  block->messages[i].line);
		if (block->status == CGRID_E_MEMORY)
			return cgrid_fail_memory(ctx);
		if (block->status != CGRID_OK)
			return cgrid_fail(ctx, block->status, "%s", block->error);
	}
	return CGRID_OK;
}

/* Where each block's pieces are among all. */
static void
count_pieces(struct cgrid_pieces *pieces, const struct cgrid_job *job)
{
	for (size_t b = 0; b < pieces->block_count; b++) {
		struct block *block = &pieces->blocks[b];
		block->before = pieces->count;
		for (uint32_t i = block->first_room; i < block->end_room; i++)
			pieces->first[i] += block->before;
		pieces->count += block->count;
	}
	for (size_t i = job->end; i <= pieces->room_count; i++)
		pieces->first[i] = pieces->count;
}

static enum cgrid_status
split_rooms(struct cgrid_ctx *ctx, const struct cgrid_job *job, unsigned threads,
	    struct cgrid_pieces *pieces)
{
	struct team team = {.job = job, .pieces = pieces};
	size_t rooms = job->end - job->first;
	threads = threads > MOST_THREADS ? MOST_THREADS : threads;
	size_t blocks = threads > 1 ? (size_t)threads * BLOCKS_A_THREAD : 1;
	blocks = blocks > rooms ? rooms : blocks;
	pieces->room_count = job->campus->room_count;
	pieces->first = cgrid_array_new(pieces->room_count + 1, sizeof *pieces->first);
	if (!pieces->first || !deal(pieces, job, blocks))
		return cgrid_fail_memory(ctx);
	atomic_init(&team.next, 0);
	atomic_init(&team.failed, SIZE_MAX);
	work_together(&team, threads < blocks ? threads : (unsigned)blocks);
	enum cgrid_status status = say(ctx, pieces);
	if (status == CGRID_OK)
		count_pieces(pieces, job);
	return status;
}

enum cgrid_status
cgrid_split(struct cgrid_ctx *ctx, const struct cgrid_campus *campus, const struct cgrid_grid *grid,
	    const struct cgrid_split_options *options, struct cgrid_pieces **pieces_out)
{
	struct cgrid_job job;
	*pieces_out = NULL;
	enum cgrid_status status = cgrid_job_begin(ctx, &job, campus, grid, options);
	if (status != CGRID_OK)
		return status;
	struct cgrid_pieces *pieces = cgrid_array_new(1, sizeof *pieces);
	status = pieces ? split_rooms(ctx, &job, options ? options->threads : 1, pieces)
			: cgrid_fail_memory(ctx);
	cgrid_job_end(&job);
	if (status == CGRID_OK)
		*pieces_out = pieces;
	else
		cgrid_pieces_free(pieces);
	return status;
}

void
cgrid_pieces_free(struct cgrid_pieces *pieces)
{
	if (!pieces)
		return;
	for (size_t b = 0; b < pieces->block_count; b++) {
		struct block *block = &pieces->blocks[b];
		cgrid_arena_free(&block->arena);
		free(block->pieces);
		for (size_t i = 0; i < block->message_count; i++)
			free(block->messages[i].line);
		free(block->messages);
	}
	free(pieces->blocks);
	free(pieces->first);
	free(pieces);
}

size_t
cgrid_pieces_count(const struct cgrid_pieces *pieces)
{
	return pieces->count;
}

const struct cgrid_piece *
cgrid_pieces_at(const struct cgrid_pieces *pieces, size_t i)
{
	size_t low = 0, high = pieces->block_count;
	assert(i < pieces->count);
	while (high - low > 1) { /* the last block that begins at or before it has it */
		size_t middle = low + (high - low) / 2;
		if (pieces->blocks[middle].before <= i)
			low = middle;
		else
			high = middle;
	}
	return &pieces->blocks[low].pieces[i - pieces->blocks[low].before];
}

void
cgrid_pieces_of_room(const struct cgrid_pieces *pieces, uint32_t room, size_t *first, size_t *end)
{
	assert(room < pieces->room_count);
	*first = pieces->first[room];
	*end = pieces->first[room + 1];
}
