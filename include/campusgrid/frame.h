/* SPDX-License-Identifier: Apache-2.0 */
/**
 * frame.h - stage 2, place: the campus's own flat coordinates in true ground
 * metres, and the US National Grid / MGRS over the whole earth.
 */
#ifndef CAMPUSGRID_FRAME_H
#define CAMPUSGRID_FRAME_H

#include <campusgrid/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cgrid_frame_kind {
	CGRID_FRAME_LOCAL = 0, /**< transverse Mercator about `origin`, scale 1, true north up */
	CGRID_FRAME_UTM = 1,   /**< UTM of `zone`, scale 0.9996 at its meridian */
	CGRID_FRAME_EPSG = 2   /**< a projected CRS in metres, through PROJ */
};

/** All of a frame that has to be remembered. Plain data; copy it freely. */
struct cgrid_frame {
	enum cgrid_frame_kind kind;
	struct cgrid_lonlat origin; /**< LOCAL: where x and y are 0 */
	int zone;                   /**< UTM: 1 to 60 */
	bool south;                 /**< UTM: the southern false northing */
	int epsg;                   /**< EPSG: the code */
};

/** The local frame of an extent's centre: the origin is rounded to 0.001
 * degree, so that it stays when a room is added. */
CGRID_API struct cgrid_frame cgrid_frame_local(struct cgrid_lonlat centre);
/** The UTM frame that holds a position, with the exceptions of Norway and
 * Svalbard. CGRID_E_OUTSIDE beyond 84 N and 80 S. */
CGRID_API enum cgrid_status cgrid_frame_utm(struct cgrid_ctx *ctx, struct cgrid_lonlat at,
					    struct cgrid_frame *frame_out);
/** "local", "utm" or "EPSG:N"; the first two about `at`. CGRID_E_ARGUMENT for other texts. */
CGRID_API enum cgrid_status cgrid_frame_parse(struct cgrid_ctx *ctx, const char *text,
					      struct cgrid_lonlat at, struct cgrid_frame *frame_out);

/**
 * Ground to frame and back, `count` positions (arrays may not overlap).
 * LOCAL and UTM are arithmetic: a Krueger series to the sixth order (Karney,
 * J. Geodesy 85, 2011), below 10 nm within 3,000 km of the meridian; no
 * allocation. EPSG goes through PROJ, never to the network.
 * CGRID_E_OUTSIDE names the first position that is not finite, out of range
 * or more than 3,000 km from the meridian; CGRID_E_UNSUPPORTED for EPSG in
 * the lookup library.
 */
CGRID_API enum cgrid_status cgrid_frame_to_xy(struct cgrid_ctx *ctx, const struct cgrid_frame *frame,
					      const struct cgrid_lonlat *ground, size_t count,
					      struct cgrid_xy *xy);
CGRID_API enum cgrid_status cgrid_frame_to_ground(struct cgrid_ctx *ctx,
						  const struct cgrid_frame *frame,
						  const struct cgrid_xy *xy, size_t count,
						  struct cgrid_lonlat *ground);
/** Angle from true north to the frame's north at a position, degrees clockwise. */
CGRID_API enum cgrid_status cgrid_frame_convergence(struct cgrid_ctx *ctx,
						    const struct cgrid_frame *frame,
						    struct cgrid_lonlat at, double *degrees_out);

/** Longest text with its NUL: "18S UJ 23483 06479". */
enum { CGRID_USNG_SIZE = 24 };

/** UTM or UPS coordinates, as MGRS counts them. */
struct cgrid_utmups {
	int zone;                 /**< 1 to 60; 0 for UPS */
	bool north;               /**< hemisphere (UPS: which pole) */
	double easting, northing; /**< metres with the false origin */
};

CGRID_API enum cgrid_status cgrid_utmups_from_ground(struct cgrid_ctx *ctx, struct cgrid_lonlat at,
						     struct cgrid_utmups *utm_out);
CGRID_API enum cgrid_status cgrid_utmups_to_ground(struct cgrid_ctx *ctx,
						   const struct cgrid_utmups *utm,
						   struct cgrid_lonlat *at_out);

/**
 * USNG text of a position, `digits` (0 to 5) an axis: 5 is the metre, 0 the
 * bare 100 km square. Truncated, never rounded (FGDC-STD-011-2001 annex B).
 * With `blanks` "18S UJ 23483 06479", without "18SUJ2348306479"; the zone has
 * two digits in both. Poleward of 84 N and 80 S the text is UPS (MGRS only).
 * CGRID_E_ARGUMENT for other digits; CGRID_E_OUTSIDE for a position that is
 * not finite or off the earth.
 */
CGRID_API enum cgrid_status cgrid_usng_format(struct cgrid_ctx *ctx, struct cgrid_lonlat at, int digits,
					      bool blanks, char text[CGRID_USNG_SIZE]);
/** What a USNG or MGRS text names: a square, by its corner and its middle. */
struct cgrid_usng_square {
	struct cgrid_lonlat corner; /**< south-west corner, clipped to its zone */
	struct cgrid_lonlat centre;
	double size_m; /**< 1, 10, ... 100,000 */
	int digits;    /**< an axis, 0 to 5 */
};
/** Blanks, lower case and a zone of one digit are taken. CGRID_E_ARGUMENT for
 * a text that is no reference (I, O, an odd count of digits, a bare zone),
 * CGRID_E_OUTSIDE for one whose square is not in its zone and band. */
CGRID_API enum cgrid_status cgrid_usng_parse(struct cgrid_ctx *ctx, const char *text,
					     struct cgrid_usng_square *square_out);

/**
 * The same for arrays, with vectors where the machine has AVX2 (the results do not hang on it):
 * `count` positions into `count` texts, each what cgrid_usng_format writes. A position that has no
 * text leaves "" and the others are written all the same; the status is then that of the first such.
 */
CGRID_API enum cgrid_status cgrid_usng_format_many(struct cgrid_ctx *ctx,
						   const struct cgrid_lonlat *ground, size_t count,
						   int digits, bool blanks,
						   char (*texts)[CGRID_USNG_SIZE]);
/**
 * And back: the middles of the squares of `count` texts, as cgrid_usng_parse gives them but for some
 * nanometres. A text that is no reference leaves NANs, and the status is that of the first such.
 */
CGRID_API enum cgrid_status cgrid_usng_parse_many(struct cgrid_ctx *ctx, const char *const *texts,
						  size_t count, struct cgrid_lonlat *centres);

#ifdef __cplusplus
}
#endif
#endif
