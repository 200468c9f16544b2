/* SPDX-License-Identifier: Apache-2.0 */
/**
 * base.h - what every stage stands on: the context, errors, limits, coordinate
 * types, sinks and files that appear whole or not at all.
 *
 * Ownership, everywhere in campusgrid: an object that comes through `..._out`
 * is yours and its `_free` takes NULL; a pointer that is returned is borrowed
 * from the first argument; what you pass in is read during the call only. On
 * failure `*..._out` is NULL.
 */
#ifndef CAMPUSGRID_BASE_H
#define CAMPUSGRID_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CGRID_API __attribute__((visibility("default")))
#define CGRID_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define CGRID_API
#define CGRID_PRINTF(f, a)
#endif

#define CGRID_VERSION_MAJOR 0
#define CGRID_VERSION_MINOR 1
#define CGRID_VERSION_PATCH 0
#define CGRID_VERSION "0.1.0"

/** Results. The values are pinned: they are part of the ABI. */
enum cgrid_status {
	CGRID_OK = 0,
	CGRID_E_ARGUMENT = 1,     /**< an option or argument that cannot be used */
	CGRID_E_MEMORY = 2,       /**< no memory */
	CGRID_E_INPUT = 3,        /**< a file that cannot be opened or read */
	CGRID_E_SYNTAX = 4,       /**< input that breaks its format's grammar */
	CGRID_E_MEANING = 5,      /**< well-formed input that cannot be right */
	CGRID_E_LIMIT = 6,        /**< input beyond a limit of the context */
	CGRID_E_OUTPUT = 7,       /**< an output that cannot be written */
	CGRID_E_EXISTS = 8,       /**< an output that is there already */
	CGRID_E_UNKNOWN = 9,      /**< no such label, id or place */
	CGRID_E_OUTSIDE = 10,     /**< a place that no cell of the grid holds */
	CGRID_E_AMBIGUOUS = 11,   /**< a text that names several places */
	CGRID_E_UNSUPPORTED = 12, /**< a format or feature that this build lacks */
	CGRID_E_INTERNAL = 13     /**< a fault of ours */
};

/** A word for a status ("syntax", "limit", ...); never NULL. */
CGRID_API const char *cgrid_status_name(enum cgrid_status status);

/** A position on the earth: WGS 84 degrees. People write latitude first. */
struct cgrid_lonlat {
	double lon;
	double lat;
};

/** A position in the campus's frame: true ground metres, x east, y north. */
struct cgrid_xy {
	double x;
	double y;
};

/** A position in a picture: pixels from the outer corner of the top left
 * pixel, x to the right, y down. */
struct cgrid_pixel {
	double x;
	double y;
};

/** A box in the frame. Empty when min_x > max_x. */
struct cgrid_box {
	double min_x, min_y, max_x, max_y;
};

/** How serious a message about the input is. */
enum cgrid_severity {
	CGRID_NOTE = 0,    /**< worth knowing; nothing is wrong */
	CGRID_WARNING = 1, /**< repaired or doubtful; everything was used */
	CGRID_LEFT_OUT = 2 /**< part of the input could not be used */
};

/**
 * A message: one line, without a newline, in the shape of an error
 * (`FILE:LINE:COLUMN: ...`). `line` lives during the call only.
 */
typedef void (*cgrid_log_fn)(void *user, enum cgrid_severity severity, const char *line);

/** Limits, tested before a size is believed. */
enum cgrid_limit {
	CGRID_LIMIT_INPUT_BYTES = 0, /**< one input file; 256 MiB */
	CGRID_LIMIT_VERTICES = 1,    /**< all drawings together; 5,000,000 */
	CGRID_LIMIT_FEATURES = 2,    /**< all drawings together; 1,000,000 */
	CGRID_LIMIT_CELLS = 3,       /**< cells of one grid; 1,000,000 */
	CGRID_LIMIT_PIXELS =
	    4, /**< one picture that is read; four times that written, in bands; 100,000,000 */
	CGRID_LIMIT_DEPTH = 5,    /**< nesting of JSON; 512 */
	CGRID_LIMIT_EXTENT_M = 6, /**< width and height of a campus; 10,000 m */
	CGRID_LIMIT_COUNT = 7
};

/** A context: errors, log, limits. One a thread; never shared by threads. */
struct cgrid_ctx;

/** A new context with default limits and no log; NULL without memory. */
CGRID_API struct cgrid_ctx *cgrid_ctx_new(void);
CGRID_API void cgrid_ctx_free(struct cgrid_ctx *ctx);
/** The last error as one line about the input; "" when there was none. */
CGRID_API const char *cgrid_ctx_error(const struct cgrid_ctx *ctx);
CGRID_API enum cgrid_status cgrid_ctx_status(const struct cgrid_ctx *ctx);
/** Where warnings go; NULL for nowhere. */
CGRID_API void cgrid_ctx_set_log(struct cgrid_ctx *ctx, cgrid_log_fn log, void *user);
/** Messages so far of this severity, logged or not. */
CGRID_API size_t cgrid_ctx_count(const struct cgrid_ctx *ctx, enum cgrid_severity severity);
/** CGRID_E_ARGUMENT for an unknown limit or a value of 0. */
CGRID_API enum cgrid_status cgrid_ctx_set_limit(struct cgrid_ctx *ctx, enum cgrid_limit limit,
						uint64_t value);
CGRID_API uint64_t cgrid_ctx_limit(const struct cgrid_ctx *ctx, enum cgrid_limit limit);
/** Folder of loadable readers (the GDAL module); copied. */
CGRID_API enum cgrid_status cgrid_ctx_set_module_dir(struct cgrid_ctx *ctx, const char *folder);

/** Where bytes go. `write` returns CGRID_OK or CGRID_E_OUTPUT. */
struct cgrid_sink {
	enum cgrid_status (*write)(void *user, const void *bytes, size_t count);
	void *user;
};

/**
 * A file that appears whole or not at all: written beside its final name,
 * flushed to the disk, then renamed. Until the commit the final name is
 * untouched. Intermediate symbolic links at the final name are replaced.
 */
struct cgrid_output;

enum cgrid_output_flags {
	CGRID_OUTPUT_FORCE = 1,  /**< replace a file that exists; its mode is not widened */
	CGRID_OUTPUT_PRIVATE = 2 /**< mode 0600 instead of 0666 less the umask */
};

/** CGRID_E_EXISTS without FORCE when `path` is there; CGRID_E_OUTPUT when the
 * folder cannot be written; CGRID_E_ARGUMENT for unknown flags. */
CGRID_API enum cgrid_status cgrid_output_open(struct cgrid_ctx *ctx, const char *path, unsigned flags,
					      struct cgrid_output **output_out);
CGRID_API struct cgrid_sink cgrid_output_sink(struct cgrid_output *output);
/** The name that is written to until the commit: for a program that has to
 * remove it in a signal handler. Lives as long as `output`. */
CGRID_API const char *cgrid_output_temporary(const struct cgrid_output *output);
/** Flushes to the disk what was written so far: the temporary file then has it. */
CGRID_API enum cgrid_status cgrid_output_sync(struct cgrid_ctx *ctx, struct cgrid_output *output);
/** Flushes, renames and frees. On failure nothing is left behind. */
CGRID_API enum cgrid_status cgrid_output_commit(struct cgrid_ctx *ctx, struct cgrid_output *output);
/** Gives up: the temporary file goes, the final name is untouched. NULL is fine. */
CGRID_API void cgrid_output_abort(struct cgrid_output *output);

/** An RFC 3339 time ("2026-09-01T14:03:22Z", "...-05:00", fractions cut off) as seconds since 1970;
 * false for other text and for what is no time. A leap second counts as the second after it. */
CGRID_API bool cgrid_time_parse(const char *text, int64_t *seconds_out);

#ifdef __cplusplus
}
#endif
#endif
