/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML, streaming, through expat: elements with their attributes and where they
 * stand. No document types, no entities but the five of XML itself, nothing
 * from outside the text.
 */
#ifndef CGRID_BASE_XML_H
#define CGRID_BASE_XML_H

#include "base/base.h"

struct cgrid_xml; /* a text while it is read; for cgrid_xml_source */

/* What is told of each element; a status other than CGRID_OK ends the reading. Names and values are
 * UTF-8 and live during the call. `attributes`: name, value, ..., NULL. Text is passed over where
 * `text` is NULL; it comes in parts. */
struct cgrid_xml_handler {
	enum cgrid_status (*start)(void *user, const struct cgrid_xml *xml, const char *name,
				   const char *const *attributes);
	enum cgrid_status (*end)(void *user, const struct cgrid_xml *xml, const char *name);
	enum cgrid_status (*text)(void *user, const char *text, size_t length);
};

/* Reads a whole text. `file` is for messages and must outlive them. CGRID_E_SYNTAX at the first fault,
 * CGRID_E_MEMORY, or what a handler returned. */
enum cgrid_status cgrid_xml_read(struct cgrid_ctx *ctx, const char *file, const char *bytes,
				 size_t size, const struct cgrid_xml_handler *handler, void *user);
/* Where the current element starts (columns count characters, from 1). */
struct cgrid_source cgrid_xml_source(const struct cgrid_xml *xml);
/* The value of an attribute; NULL when it is not there. */
const char *cgrid_xml_attribute(const char *const *attributes, const char *name);

#endif
