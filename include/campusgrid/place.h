/* SPDX-License-Identifier: Apache-2.0 */
/**
 * place.h - stage 2, place: one drawing is fitted to the ground by ties,
 * points of it whose latitude and longitude are known.
 */
#ifndef CAMPUSGRID_PLACE_H
#define CAMPUSGRID_PLACE_H

#include <campusgrid/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A tie, and how far the fit misses it. */
struct cgrid_fit_tie {
	const char *name; /**< "" without one */
	double x, y;      /**< pixels from the top left corner, or drawing units, y up */
	struct cgrid_lonlat ground;
	double east_m, north_m; /**< from its ground to where the fit puts it; NAN when left out */
	bool left_out;          /**< it contradicts all the others, and was not used */
	uint32_t line;          /**< of the file */
};

struct cgrid_fit_result {
	bool pixels;                 /**< a picture; else a drawing in units of its own */
	uint32_t width, height;      /**< of a picture */
	size_t used;                 /**< ties; two are a similarity, more an affine map */
	double rms_m;                /**< root of the mean of the squared misses */
	double x_scale_m, y_scale_m; /**< metres to a pixel or a unit */
	double turn_deg;             /**< of the drawing's up, clockwise from true north */
	char crs[32];                /**< of the world file: "EPSG:32618" */
	/** The world file's lines A D B E C F, about the centre of the top left pixel. Of a
	 * drawing in units: about its 0, 0. */
	double world[6];
	double bend_m; /**< the most that the CRS bends the picture away from six numbers */
};

struct cgrid_fit;

enum cgrid_fit_flags {
	CGRID_FIT_STRICT = 1 /**< refuse where a tie would be left out */
};
struct cgrid_fit_options {
	size_t size;
	unsigned flags;
	const char *crs; /**< "EPSG:N"; NULL for the UTM zone of the ties */
};
#define CGRID_FIT_OPTIONS_INIT                                                                         \
	{                                                                                              \
		sizeof(struct cgrid_fit_options), 0, NULL                                              \
	}

/**
 * Fits a drawing by a CSV of ties: `pixel_x,pixel_y,lat,lon` for a picture,
 * `x,y,lat,lon` for a drawing in units, by the header row; `name` may be there.
 * Two ties give a similarity, three or more a least-squares affine map.
 * CGRID_E_MEANING for ties that give no placement (one, on one line, at one
 * place) or a mirrored one, with the likely reason; a tie that contradicts all
 * the others is left out and logged, or refused when STRICT. CGRID_E_INPUT,
 * CGRID_E_SYNTAX as the files are; CGRID_E_ARGUMENT for an unknown CRS.
 */
CGRID_API enum cgrid_status cgrid_fit_drawing(struct cgrid_ctx *ctx, const char *drawing,
					      const char *ties, const struct cgrid_fit_options *options,
					      struct cgrid_fit **fit_out);
CGRID_API void cgrid_fit_free(struct cgrid_fit *fit);
CGRID_API const struct cgrid_fit_result *cgrid_fit_get(const struct cgrid_fit *fit);
CGRID_API size_t cgrid_fit_tie_count(const struct cgrid_fit *fit);
CGRID_API const struct cgrid_fit_tie *cgrid_fit_tie(const struct cgrid_fit *fit, size_t i);
/** The six lines of the world file, with their newlines. */
CGRID_API enum cgrid_status cgrid_fit_write_world(struct cgrid_ctx *ctx, const struct cgrid_fit *fit,
						  struct cgrid_sink sink);

#ifdef __cplusplus
}
#endif
#endif
