/* SPDX-License-Identifier: Apache-2.0 */
/**
 * campusgrid.h - a labelled grid over a campus. The headers stand in the order
 * in which the data flows; each stage knows only the stages above it.
 */
#ifndef CAMPUSGRID_CAMPUSGRID_H
#define CAMPUSGRID_CAMPUSGRID_H

#include <campusgrid/base.h>   /* context, errors, limits, files */
#include <campusgrid/frame.h>  /* 2 place: the frame and the US National Grid */
#include <campusgrid/grid.h>   /* 3 grid: labels <-> cells <-> frame */
#include <campusgrid/campus.h> /* 1 read, 2 place: drawings -> campus */
#include <campusgrid/place.h>  /* 2 place: a drawing by its ties */
#include <campusgrid/split.h>  /* 4 split: rooms x cells -> pieces */
#include <campusgrid/locate.h> /* 5 locate: sensor, point, label -> location */
#include <campusgrid/lookup.h> /* 5 locate: the same from a compiled file */
#include <campusgrid/table.h>  /* 7 table: CSV, JSON, NDJSON, GeoJSON, KML, GeoPackage */
#include <campusgrid/alert.h>  /* 8 alert: PIDF-LO, CAP, Cursor on Target, EIDO, GeoJSON, text */

#ifdef __cplusplus
extern "C" {
#endif

/** Versions of what this library stands on, "GEOS 3.11.1, PROJ 9.1.1, libpng 1.6.39, libzip 1.7.3,
 * SQLite 3.40.1". Written as snprintf does: returns the length without the NUL. */
CGRID_API size_t cgrid_libraries(char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
