/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of counts: how each of the shared drawings is opened, and what comes of it.
 *   reads: "buildings levels rooms doors assets areas sensors | left out, warnings"
 *   refused: part of the line that tells why it cannot be read
 * Several rows of one file are several ways to open it. Paths are patterns of fnmatch(3); one with a
 * slash at its end is a folder that is read as a whole.
 */
#ifndef CGRID_TESTS_EVERY_FILE_H
#define CGRID_TESTS_EVERY_FILE_H

#include <stdbool.h>
#include <stddef.h>

enum open {
	BARE,           /* named to the command itself */
	PLAN,           /* as a plan of a campus.json, with these keys; @ is the file's folder;
			 * a ties.csv is what follows a line break */
	SENSORS,        /* as a list of sensors, beside one room about 40, -75 */
	SENSORS_MUNICH, /* beside one room in Munich */
	COMPANION,      /* read beside another file that has a row */
	DOCUMENT        /* for people */
};
struct row {
	const char *path;
	enum open open;
	const char *keys;
	const char *reads, *refused;
	bool gdal; /* only where the GDAL module is */
};

static const char *const kinds[] = {"imdf", "geojson", "osm", "raster", "dxf", "sensors", NULL};

/* clang-format off */
static const struct row rows[] = {
	/* IMDF: 167 units, 6 levels, 59 openings; the 35 amenities are broken JSON (formats.md B1). */
	{"imdf/postech_c5/", BARE, "", "1 6 167 59 0 0 0 | 1 0", NULL, false},
	{"imdf/postech_c5/address.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/amenity.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/anchor.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/building.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/fixture.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/footprint.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/level.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/occupant.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/opening.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/unit.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/venue.geojson", COMPANION, "", NULL, NULL, false},
	{"imdf/postech_c5/manifest.json", COMPANION, "", NULL, NULL, false},
	{"imdf/quuppa_manifests/*.json", BARE, "", NULL, "1:1: not GeoJSON: the root has no \"type\"", false},
	/* Features less the outline of the floor (feature 0): 712, 173, 139, 143, 124. */
	{"geojson/ilc20_site1/", BARE, "", "1 5 1286 0 0 0 0 | 0 9", NULL, false},
	{"geojson/ilc20_site1/B1/geojson_map.json", BARE, "", "1 1 711 0 0 0 0 | 0 5", NULL, false},
	{"geojson/ilc20_site1/F1/geojson_map.json", BARE, "", "1 1 172 0 0 0 0 | 0 3", NULL, false},
	{"geojson/ilc20_site1/F2/geojson_map.json", BARE, "", "1 1 138 0 0 0 0 | 0 0", NULL, false},
	{"geojson/ilc20_site1/F3/geojson_map.json", BARE, "", "1 1 142 0 0 0 0 | 0 1", NULL, false},
	{"geojson/ilc20_site1/F4/geojson_map.json", BARE, "", "1 1 123 0 0 0 0 | 0 0", NULL, false},
	{"geojson/ilc20_site1/*/floor_info.json", BARE, "", NULL, "1:1: not GeoJSON: the root has no \"type\"", false},
	{"geojson/berlin_hbf/berlin_hbf.geojson", BARE, "", "1 7 326 28 65 4 0 | 0 12", NULL, false},
	{"geojson/map-gl-indoor/caserne.geojson", BARE, "", "1 4 74 10 6 6 0 | 1 1", NULL, false},
	{"geojson/map-gl-indoor/gare-de-l-est.geojson", BARE, "", "1 3 116 17 3 17 0 | 0 6", NULL, false},
	{"geojson/map-gl-indoor/grand-place.geojson", BARE, "", "1 4 136 14 6 121 0 | 0 11", NULL, false},
	/* 443 buildings, 1,466 entrances, 487 points of which 450 are of a kind that responders look for. */
	{"geojson/ubc_campus/", BARE, "", "530 0 0 1466 450 0 0 | 0 1", NULL, false},
	{"geojson/ubc_campus/ubcv_building_entraces.geojson", BARE, "", "469 0 0 1466 0 0 0 | 0 1", NULL, false},
	{"geojson/ubc_campus/ubcv_buildings.geojson", BARE, "", "443 0 0 0 0 0 0 | 0 0", NULL, false},
	{"geojson/ubc_campus/ubcv_poi.geojson", BARE, "", "0 0 0 0 450 0 0 | 0 0", NULL, false},
	/* Features less doors and outline: 88, 121, 226, 216, 37, 29, 111 with 11, 25, 122, 114, 15, 10, 36 doors. */
	{"geojson/wrld3d_westport_house/", BARE, "", "1 7 488 334 0 0 0 | 0 9", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house.zip", BARE, "", "1 7 488 334 0 0 0 | 0 9", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-1.geojson", BARE, "", "1 1 76 11 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-2.geojson", BARE, "", "1 1 95 25 0 0 0 | 0 6", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-3.geojson", BARE, "", "1 1 103 122 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-4.geojson", BARE, "", "1 1 101 114 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-5.geojson", BARE, "", "1 1 21 15 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-6.geojson", BARE, "", "1 1 18 10 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-gf.geojson", BARE, "", "1 1 74 36 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-floor-1-paths.geojson", BARE, "", NULL, "nothing to map: the input has no building, no level and no room", false},
	{"geojson/wrld3d_westport_house/westport-house-floor-2-paths.geojson", BARE, "", NULL, "nothing to map: the input has no building, no level and no room", false},
	{"geojson/wrld3d_westport_house/westport-house-floor-gf-paths.geojson", BARE, "", "1 1 0 1 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/westport-house-outline.geojson", BARE, "", "1 0 0 0 0 0 0 | 0 0", NULL, false},
	{"geojson/wrld3d_westport_house/main.json", BARE, "", NULL, "1:1: not GeoJSON: the root has no \"type\"", false},
	{"geojson/wrld3d_westport_house/main-paths.json", BARE, "", NULL, "nothing to map: the input has no building, no level and no room", false},
	{"osm/berlin_hbf/berlin_hbf.osm", BARE, "", "1 7 326 28 65 4 0 | 0 12", NULL, false},
	{"osm/caserne/caserne.osm", BARE, "", "1 5 74 10 6 6 0 | 2 1", NULL, false},
	{"osm/kde_stations/amenitymodeltest.osm", BARE, "", NULL, "nothing to map: the input has no building, no level and no room", false},
	{"osm/kde_stations/base.osm", BARE, "", "1 1 1 1 0 0 0 | 0 0", NULL, false},
	{"osm/kde_stations/berlin-central.osm", BARE, "", "1 4 0 5 0 8 0 | 1 1", NULL, false},
	{"osm/kde_stations/cologne-central.osm", BARE, "", "1 4 0 8 16 6 0 | 1 4", NULL, false},
	{"osm/kde_stations/paris-gare-de-lyon.osm", BARE, "", "1 5 0 53 0 21 0 | 1 3", NULL, false},
	/* Pictures: what places them and names their rooms stands in campus.json. */
	{"raster/ilc20_site1/*/floor_image.png", BARE, "", NULL, "its world file is in a system that is not said: add \"crs\" (as \"EPSG:3857\")", false},
	{"raster/ilc20_site1/*/floor_image.png", PLAN, ", \"building\": \"Mall\", \"level\": \"1\", \"crs\": \"EPSG:3857\"", "1 1 0 0 0 0 0 | 0 0", NULL, false},
	{"raster/ilc20_site1/*/floor_image.png", PLAN, ", \"building\": \"Mall\", \"level\": \"1\", \"ties\": \"@gcps.csv\"", "1 1 0 0 0 0 0 | 0 0", NULL, false},
	{"raster/ilc20_site1/*/floor_image.pgw", COMPANION, "", NULL, NULL, false},
	{"raster/ilc20_site1/*/floor_info.json", BARE, "", NULL, "1:1: not GeoJSON: the root has no \"type\"", false},
	{"raster/ilc20_site1/*/gcps.csv", COMPANION, "", NULL, NULL, false},
	{"raster/rmf_maps/*.png", BARE, "", NULL, "nothing says where it lies: add \"ties\", a CSV with columns pixel_x,pixel_y,lat,lon", false},
	{"raster/rmf_maps/hotel_L?.png", PLAN, ", \"level\": \"1\", \"ties\": \"ties.csv\"\npixel_x,pixel_y,lat,lon\n0,0,40,-75\n200,0,40,-74.999883\n0,200,39.99991,-75\n", "1 1 0 0 0 0 0 | 0 0", NULL, false},
	{"raster/rmf_maps/office_scan.png", PLAN, ", \"level\": \"1\", \"ties\": \"ties.csv\"\npixel_x,pixel_y,lat,lon\n0,0,40,-75\n200,0,40,-74.999883\n0,200,39.99991,-75\n", "1 1 0 0 0 0 0 | 0 0", NULL, false},
	{"raster/rmf_maps/airport_terminal.png", PLAN, ", \"level\": \"1\", \"ties\": \"ties.csv\"\npixel_x,pixel_y,lat,lon\n0,0,40,-75\n200,0,40,-74.999883\n0,200,39.99991,-75\n", "1 1 0 0 0 0 0 | 0 1", NULL, false},
	{"raster/rmf_maps/campus_reference.png", PLAN, ", \"level\": \"1\", \"ties\": \"ties.csv\"\npixel_x,pixel_y,lat,lon\n0,0,40,-75\n200,0,40,-74.999883\n0,200,39.99991,-75\n", "1 1 0 0 0 0 0 | 0 1", NULL, false},
	{"raster/rmf_maps/*.yaml", BARE, "", NULL, "an RMF building file is not read: name its pictures as plans, with ties", false},
	{"raster/tetam_ble/*.png", BARE, "", NULL, "nothing says where it lies: add \"ties\"", false},
	/* Pixel 22,9 is its origin, a pixel 0.029599 m: 20.66 m down to 22,707, 17.64 m to the right. */
	{"raster/tetam_ble/*.png", PLAN, ", \"level\": \"1\", \"ties\": \"ties.csv\"\npixel_x,pixel_y,lat,lon\n22,9,40,-75\n22,707,39.9998139,-75\n618,9,40,-74.9997934\n", "1 1 0 0 0 0 0 | 0 0", NULL, false},
	{"raster/tetam_ble/tetam.dev", BARE, "", NULL, "a list of devices is no drawing: write it as a CSV of sensors", false},
	{"raster/tetam_ble/tetam.par", BARE, "", NULL, "the scale of a picture is no drawing: name the picture, and place it by \"ties\"", false},
	{"raster/utexas_gdc_3ne/3ne.png", BARE, "", NULL, "\"origin\" where it is in metres of the building", false},
	{"raster/utexas_gdc_3ne/3ne.png", PLAN, ", \"level\": \"3\", \"origin\": [30.2862, -97.7366], \"turn\": 5, \"rooms\": \"@locations.yaml\"", "1 1 39 0 0 0 0 | 0 0", NULL, false},
	{"raster/utexas_gdc_3ne/3ne.pgw", COMPANION, "", NULL, NULL, false},
	{"raster/utexas_gdc_3ne/3ne.yaml", BARE, "", NULL, "it lies in axes of its own: add \"origin\"", false},
	{"raster/utexas_gdc_3ne/3ne.yaml", PLAN, ", \"level\": \"3\", \"origin\": [30.2862, -97.7366], \"turn\": 5, \"rooms\": \"@locations.yaml\"", "1 1 39 24 0 0 0 | 0 0", NULL, false},
	{"raster/utexas_gdc_3ne/*.pgm", BARE, "", NULL, "nothing says where it lies: add \"ties\"", false},
	{"raster/utexas_gdc_3ne/doors.yaml", BARE, "", NULL, "doors of a ROS map: they are read with the map whose folder they are in", false},
	{"raster/utexas_gdc_3ne/doors_map.yaml", BARE, "", NULL, "its picture \"doors_map.pgm\" is not there", false},
	{"raster/utexas_gdc_3ne/locations.yaml", BARE, "", NULL, "rooms of a ROS map: name the file as \"rooms\" of the picture's plan", false},
	{"raster/utexas_gdc_3ne/objects.yaml", BARE, "", NULL, "no map of a ROS map server: it has no \"image\"", false},
	/* CAD: nothing in a drawing places it or says which lines are rooms. Most are drawn in
	 * millimetres or inches and are smaller than a room; floorplan.dxf says mm and is in inches. */
	{"dxf/bjnortier/Ceco.NET-Architecture-Tm-53.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/Ceco.NET-Architecture-Tm-53.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"wall low,wall high\"", "1 1 9 0 0 0 0 | 0 1", NULL, true},
	{"dxf/bjnortier/Ceco.NET-Architecture-Tm-53.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"wall low,wall high\", \"gap\": 1", "1 1 45 0 0 0 0 | 0 1", NULL, true},
	{"dxf/bjnortier/arc15.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/arc15.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose no room", true},
	{"dxf/bjnortier/array-rotated.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/array-rotated.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 6 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/array-rotated.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\", \"units\": \"m\"", NULL, "the lines of layer \"0\" enclose 6 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/blocks1.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/blocks1.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 9 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/blocks1.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\", \"units\": \"m\"", "1 1 9 0 0 0 0 | 0 1", NULL, true},
	{"dxf/bjnortier/blocks2.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/blocks2.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"boxes\"", NULL, "the drawing does not say its unit", true},
	{"dxf/bjnortier/blocks2.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"boxes\", \"units\": \"mm\"", NULL, "the lines of layer \"boxes\" enclose 2 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/closedlwpolylinebug.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/closedlwpolylinebug.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/closedlwpolylinebug.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\", \"units\": \"m\"", "1 1 1 0 0 0 0 | 0 1", NULL, true},
	{"dxf/bjnortier/dimensions.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/dimensions.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 8 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/elliptical-arc1.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/elliptical-arc1.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose no room", true},
	{"dxf/bjnortier/empty.dxf", BARE, "", NULL, "the drawing has no line", true},
	{"dxf/bjnortier/empty.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\", \"units\": \"m\"", NULL, "the drawing has no line", true},
	{"dxf/bjnortier/floorplan.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/floorplan.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"A-WALL\"", NULL, "the lines of layer \"A-WALL\" enclose 13 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/floorplan.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"A-WALL\", \"text_layer\": \"A-NOTE\", \"gap\": 40, \"units\": \"in\"", "1 1 82 0 0 0 0 | 0 3", NULL, true},
	{"dxf/bjnortier/hatches.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/hatches.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/issue21.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue21.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/issue27a.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue27a.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/issue27b.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue27b.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 2 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/issue27c.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue27c.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"Layer 03\"", NULL, "the lines of layer \"Layer 03\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/issue28.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue28.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"Default\"", NULL, "the lines of layer \"Default\" enclose no room", true},
	{"dxf/bjnortier/issue29.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue29.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"1\"", NULL, "the drawing does not say its unit", true},
	{"dxf/bjnortier/issue29.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"1\", \"units\": \"m\"", "1 1 29 0 0 0 0 | 0 11", NULL, true},
	{"dxf/bjnortier/issue39.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue39.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"Cutout\"", NULL, "the lines of layer \"Cutout\" enclose no room", true},
	{"dxf/bjnortier/issue42.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue42.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the drawing does not say its unit", true},
	{"dxf/bjnortier/issue42.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\", \"units\": \"in\"", "1 1 12 0 0 0 0 | 0 1", NULL, true},
	{"dxf/bjnortier/issue50.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue50.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"Layer 1\"", NULL, "the lines of layer \"Layer 1\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/issue52.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue52.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"tracé\"", "1 1 11 0 0 0 0 | 0 1", NULL, true},
	{"dxf/bjnortier/issue53.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/issue53.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/layers.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/layers.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"dashedred\"", NULL, "the lines of layer \"dashedred\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/lwpolylines.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/lwpolylines.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose 1 face, too thin or too small for a room", true},
	{"dxf/bjnortier/lwpolylines.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\", \"units\": \"m\"", "1 1 1 0 0 0 0 | 0 2", NULL, true},
	{"dxf/bjnortier/openscad_export.dxf", BARE, "", NULL, "GDAL: its driver (DXF) finds nothing to read in it", true},
	{"dxf/bjnortier/polylines.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/polylines.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"DXF\"", NULL, "the lines of layer \"DXF\" enclose 2 faces, too thin or too small for a room", true},
	{"dxf/bjnortier/splines.dxf", BARE, "", NULL, "say in campus.json which layer has the lines of its rooms or walls", true},
	{"dxf/bjnortier/splines.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the lines of layer \"0\" enclose no room", true},
	{"dxf/bjnortier/texts.dxf", BARE, "", NULL, "the drawing has no line", true},
	{"dxf/bjnortier/texts.dxf", PLAN, ", \"level\": \"1\", \"origin\": [40, -75], \"room_layer\": \"0\"", NULL, "the drawing has no line", true},
	/* 12, 22, 24 sensors; 237 rows of 33 ids that are corners; 534 rooms, in Munich and, 13 km away and more, in Garching and Freising. */
	{"sensors/tetam_ble/sensors.csv", SENSORS, "", "1 1 1 0 0 0 12 | 0 0", NULL, false},
	{"sensors/tetam_ble/sensors.csv", BARE, "", NULL, "a table of sensors is no drawing; name it under \"sensors\" in campus.json", false},
	{"sensors/uji_ble/dep/geo.csv", SENSORS, "", "1 1 1 0 0 0 22 | 0 0", NULL, false},
	{"sensors/uji_ble/dep/lib.csv", SENSORS, "", "1 1 1 0 0 0 24 | 0 0", NULL, false},
	{"sensors/uji_ble/obs/geo.csv", SENSORS, "", "1 1 1 0 0 0 112 | 11 11", NULL, false},
	{"sensors/uji_ble/obs/lib.csv", SENSORS, "", "1 1 1 0 0 0 204 | 11 34", NULL, false},
	{"sensors/navigatum_coordinates/coordinates.csv", SENSORS_MUNICH, "", "1 1 1 0 0 0 534 | 0 1", NULL, false},
	{"*/SOURCE.txt", DOCUMENT, "", NULL, NULL, false},
	{"*/LICENSE*", DOCUMENT, "", NULL, NULL, false},
	{"*/README.md", DOCUMENT, "", NULL, NULL, false},
	{"*/Readme.txt", DOCUMENT, "", NULL, NULL, false},
};
/* clang-format on */

#endif
