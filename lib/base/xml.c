/* SPDX-License-Identifier: Apache-2.0 */
/* The one file that includes expat. */
#include "base/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

struct cgrid_xml {
	struct cgrid_ctx *ctx;
	const char *file;
	XML_Parser parser;
	const struct cgrid_xml_handler *handler;
	void *user;
	size_t depth;
	enum cgrid_status status; /* of a handler; expat was stopped for it */
};

/* Faults in the words of the person who made the file; expat's own words for all others. */
static const struct {
	enum XML_Error error;
	const char *words;
} faults[] = {
    {XML_ERROR_NO_ELEMENTS, "it ends before its elements do"},
    {XML_ERROR_INVALID_TOKEN, "a character that cannot stand here"},
    {XML_ERROR_UNCLOSED_TOKEN, "it ends inside a tag"},
    {XML_ERROR_PARTIAL_CHAR, "it ends inside a character"},
    {XML_ERROR_TAG_MISMATCH, "an end tag that does not fit the element it closes"},
    {XML_ERROR_DUPLICATE_ATTRIBUTE, "an attribute stands twice in one element"},
    {XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "something stands behind the end of the root element"},
    {XML_ERROR_UNDEFINED_ENTITY,
     "an entity that XML does not have (only &amp; &lt; &gt; &quot; &apos;)"},
    {XML_ERROR_UNKNOWN_ENCODING, "an encoding that is not known; save it as UTF-8"},
    {XML_ERROR_INCORRECT_ENCODING, "it is not in the encoding that it says; save it as UTF-8"},
    {XML_ERROR_MISPLACED_XML_PI, "something stands before <?xml"},
};

struct cgrid_source
cgrid_xml_source(const struct cgrid_xml *xml)
{
	return (struct cgrid_source){xml->file, (uint32_t)XML_GetCurrentLineNumber(xml->parser),
				     (uint32_t)XML_GetCurrentColumnNumber(xml->parser) + 1};
}

const char *
cgrid_xml_attribute(const char *const *attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2)
		if (strcmp(attributes[i], name) == 0)
			return attributes[i + 1];
	return NULL;
}

/* After a status other than CGRID_OK nothing more is told. */
static void
keep(struct cgrid_xml *xml, enum cgrid_status status)
{
	if (!status || xml->status)
		return;
	xml->status = status;
	XML_StopParser(xml->parser, XML_FALSE);
}

static void
refuse(struct cgrid_xml *xml, const char *what)
{
	struct cgrid_source source = cgrid_xml_source(xml);
	keep(xml, cgrid_fail_at(xml->ctx, CGRID_E_SYNTAX, &source, "XML: %s", what));
}

static void XMLCALL
on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
	struct cgrid_xml *xml = user;
	if (xml->status)
		return;
	if (++xml->depth > xml->ctx->limits[CGRID_LIMIT_DEPTH])
		refuse(xml, "elements nested too deep");
	else
		keep(xml, xml->handler->start(xml->user, xml, name, (const char *const *)attributes));
}

static void XMLCALL
on_end(void *user, const XML_Char *name)
{
	struct cgrid_xml *xml = user;
	xml->depth--;
	if (!xml->status)
		keep(xml, xml->handler->end(xml->user, xml, name));
}

static void XMLCALL
on_text(void *user, const XML_Char *text, int length)
{
	struct cgrid_xml *xml = user;
	if (!xml->status)
		keep(xml, xml->handler->text(xml->user, text, (size_t)length));
}

/* Entities are declared in document types alone: "billion laughs" ends here. */
static void XMLCALL
on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)subset;
	refuse(user, "a document type (<!DOCTYPE>) is not allowed");
}

static enum cgrid_status
fault(struct cgrid_xml *xml)
{
	enum XML_Error error = XML_GetErrorCode(xml->parser);
	const char *words = XML_ErrorString(error);
	if (xml->status)
		return xml->status;
	if (error == XML_ERROR_NO_MEMORY)
		return cgrid_fail_memory(xml->ctx);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (faults[i].error == error)
			words = faults[i].words;
	struct cgrid_source source = cgrid_xml_source(xml);
	return cgrid_fail_at(xml->ctx, CGRID_E_SYNTAX, &source, "XML: %s", words ? words : "a fault");
}

static bool
is_blank(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!strchr(" \t\r\n", bytes[i]))
			return false;
	return true;
}

enum cgrid_status
cgrid_xml_read(struct cgrid_ctx *ctx, const char *file, const char *bytes, size_t size,
	       const struct cgrid_xml_handler *handler, void *user)
{
	/* Ours, so that memory that runs out in expat is seen as any other. */
	static const XML_Memory_Handling_Suite memory = {malloc, realloc, free};
	/* expat counts in int, and looks back over a part that ends inside a token. */
	const size_t most = (size_t)1 << 20;
	struct cgrid_xml xml = {.ctx = ctx, .file = file, .handler = handler, .user = user};
	/* A byte order mark would count as a column. */
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		size -= 3;
	}
	if (is_blank(bytes, size)) {
		struct cgrid_source source = {file, 1, 1};
		return cgrid_fail_at(ctx, CGRID_E_SYNTAX, &source, "XML: empty");
	}
	xml.parser = XML_ParserCreate_MM(NULL, &memory, NULL);
	if (!xml.parser)
		return cgrid_fail_memory(ctx);
	XML_SetUserData(xml.parser, &xml);
	XML_SetElementHandler(xml.parser, on_start, on_end);
	XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
	if (handler->text)
		XML_SetCharacterDataHandler(xml.parser, on_text);
	enum cgrid_status status = CGRID_OK;
	for (size_t at = 0; !status && at < size;) {
		size_t part = size - at < most ? size - at : most;
		if (XML_Parse(xml.parser, bytes + at, (int)part, at + part == size) != XML_STATUS_OK)
			status = fault(&xml);
		at += part;
	}
	XML_ParserFree(xml.parser);
	return status;
}
