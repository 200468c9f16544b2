/* SPDX-License-Identifier: Apache-2.0 */
/* XML through expat: what is told of elements, where they stand, and what is refused. */
#include "harness.h"

#include "base/text.h"
#include "base/xml.h"

struct trace {
	struct cgrid_buf told;
	const char *stop; /* an element that the handler refuses */
};

static enum cgrid_status
on_start(void *user, const struct cgrid_xml *xml, const char *name, const char *const *attributes)
{
	struct trace *trace = user;
	struct cgrid_source source = cgrid_xml_source(xml);
	cgrid_buf_text(&trace->told, "<");
	cgrid_buf_text(&trace->told, name);
	for (size_t i = 0; attributes[i]; i += 2) {
		cgrid_buf_char(&trace->told, ' ');
		cgrid_buf_text(&trace->told, attributes[i]);
		cgrid_buf_char(&trace->told, '=');
		cgrid_buf_text(&trace->told, cgrid_xml_attribute(attributes, attributes[i]));
	}
	cgrid_buf_char(&trace->told, '@');
	cgrid_buf_int(&trace->told, source.line);
	cgrid_buf_char(&trace->told, ':');
	cgrid_buf_int(&trace->told, source.column);
	return trace->stop && strcmp(trace->stop, name) == 0 ? CGRID_E_LIMIT : CGRID_OK;
}

static enum cgrid_status
on_end(void *user, const struct cgrid_xml *xml, const char *name)
{
	struct trace *trace = user;
	(void)xml;
	cgrid_buf_char(&trace->told, '>');
	cgrid_buf_text(&trace->told, name);
	return CGRID_OK;
}

static enum cgrid_status
on_text(void *user, const char *text, size_t length)
{
	struct trace *trace = user;
	cgrid_buf_add(&trace->told, text, length);
	return CGRID_OK;
}

static const struct cgrid_xml_handler handler = {on_start, on_end, on_text};

START_TEST(elements_are_told)
{
	static const struct {
		const char *text, *told;
	} table[] = {
	    {"<a/>", "<a@1:1>a"},
	    {"<a>x</a>", "<a@1:1x>a"},
	    {"<!-- c -->\n <a\n b='1' c=\"2\"/>", "<a b=1 c=2@2:2>a"},
	    {"\xef\xbb\xbf<a/>", "<a@1:1>a"},
	    {"<?xml version='1.0' encoding='UTF-8'?><\xc3\xa9t\xc3\xa9><b/></\xc3\xa9t\xc3\xa9>",
	     "<\xc3\xa9t\xc3\xa9@1:39<b@1:44>b>\xc3\xa9t\xc3\xa9"},
	    {"<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xe9'/>", "<a b=\xc3\xa9@1:44>a"},
	    {"<a b='&amp;&lt;&gt;&quot;&apos;&#233;'/>", "<a b=&<>\"'\xc3\xa9@1:1>a"},
	    {"<a><![CDATA[<b>]]></a>\n\n", "<a@1:1<b>>a"},
	};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct trace trace = {0};
		ck_ok(ctx, cgrid_xml_read(ctx, "x.osm", table[i].text, strlen(table[i].text), &handler,
					  &trace));
		ck_assert_str_eq(trace.told.data, table[i].told);
		cgrid_buf_free(&trace.told);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(faults_are_named)
{
	static const struct {
		const char *text, *error;
	} table[] = {
	    {"", "x.osm:1:1: XML: empty"},
	    {" \n\t", "x.osm:1:1: XML: empty"},
	    {"<a>", "x.osm:1:4: XML: it ends before its elements do"},
	    {"<a>\n  <b", "x.osm:2:3: XML: it ends inside a tag"},
	    {"<a></b>", "x.osm:1:6: XML: an end tag that does not fit the element it closes"},
	    {"<a b='1' b='2'/>", "x.osm:1:10: XML: an attribute stands twice in one element"},
	    {"<a/>\n<b/>", "x.osm:2:1: XML: something stands behind the end of the root element"},
	    {"<a b=1/>", "x.osm:1:6: XML: a character that cannot stand here"},
	    {"{\"type\": 1}", "x.osm:1:1: XML: a character that cannot stand here"},
	    {"<a>&nbsp;</a>",
	     "x.osm:1:4: XML: an entity that XML does not have (only &amp; &lt; &gt; &quot; &apos;)"},
	    {"<?xml version='1.0' encoding='KLINGON'?><a/>",
	     "x.osm:1:31: XML: an encoding that is not known; save it as UTF-8"},
	    {"<a b='\xff'/>", "x.osm:1:7: XML: a character that cannot stand here"},
	    {" <?xml version='1.0'?><a/>", "x.osm:1:2: XML: something stands before <?xml"},
	    {"<!DOCTYPE a><a/>", "x.osm:1:1: XML: a document type (<!DOCTYPE>) is not allowed"},
	    {"<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;&l;'>]>\n<a>&m;</a>",
	     "x.osm:1:1: XML: a document type (<!DOCTYPE>) is not allowed"},
	    {"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
	     "x.osm:1:1: XML: a document type (<!DOCTYPE>) is not allowed"},
	};
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct trace trace = {0};
		ck_assert_int_eq(cgrid_xml_read(ctx, "x.osm", table[i].text, strlen(table[i].text),
						&handler, &trace),
				 CGRID_E_SYNTAX);
		const char *error = cgrid_ctx_error(ctx), *bracket = strstr(error, "allowed");
		/* Where expat sees a document type differs by its version. */
		if (bracket)
			ck_assert_msg(
			    strstr(error, "XML: a document type (<!DOCTYPE>) is not allowed") != NULL,
			    "%s", error);
		else
			ck_assert_str_eq(error, table[i].error);
		cgrid_buf_free(&trace.told);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(depth_is_limited)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	for (size_t depth = 512; depth <= 513; depth++) {
		struct cgrid_buf text = {0};
		struct trace trace = {0};
		for (size_t i = 0; i < depth; i++)
			cgrid_buf_text(&text, "<a>");
		for (size_t i = 0; i < depth; i++)
			cgrid_buf_text(&text, "</a>");
		enum cgrid_status status =
		    cgrid_xml_read(ctx, "x.osm", text.data, text.size, &handler, &trace);
		ck_assert_int_eq(status, depth > 512 ? CGRID_E_SYNTAX : CGRID_OK);
		if (status)
			ck_assert_str_eq(cgrid_ctx_error(ctx),
					 "x.osm:1:1537: XML: elements nested too deep");
		cgrid_buf_free(&text);
		cgrid_buf_free(&trace.told);
	}
	cgrid_ctx_free(ctx);
}
END_TEST

/* A text is given to expat in parts of 1 MiB: tokens that lie across are whole. */
START_TEST(large_texts_come_in_parts)
{
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct cgrid_buf text = {0};
	struct trace trace = {0};
	cgrid_buf_text(&text, "<a>\n");
	size_t count = 0;
	for (; text.size < 2500000; count++)
		cgrid_buf_text(&text, "<b c='0123456789 \xc3\xa9\xc3\xa9\xc3\xa9 0123456789'/>\n");
	cgrid_buf_text(&text, "</a>");
	ck_ok(ctx, cgrid_xml_read(ctx, "x.osm", text.data, text.size, &handler, &trace));
	static const char told[] = "\xc3\xa9\xc3\xa9\xc3\xa9 0123456789@";
	size_t whole = 0;
	for (size_t at = 0; at + sizeof told <= trace.told.size; at++)
		whole += trace.told.data[at] == told[0] &&
			 memcmp(trace.told.data + at, told, sizeof told - 1) == 0;
	ck_assert_uint_eq(whole, count);
	cgrid_buf_free(&text);
	cgrid_buf_free(&trace.told);
	cgrid_ctx_free(ctx);
}
END_TEST

START_TEST(a_handler_ends_the_reading)
{
	static const char text[] = "<a><b/><c/></a>";
	struct cgrid_ctx *ctx = cgrid_ctx_new();
	struct trace trace = {.stop = "b"};
	ck_assert_int_eq(cgrid_xml_read(ctx, "x.osm", text, strlen(text), &handler, &trace),
			 CGRID_E_LIMIT);
	ck_assert_str_eq(trace.told.data, "<a@1:1<b@1:4");
	cgrid_buf_free(&trace.told);
	cgrid_ctx_free(ctx);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xml");
	TCase *tcase = tcase_create("xml");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, elements_are_told);
	tcase_add_test(tcase, faults_are_named);
	tcase_add_test(tcase, depth_is_limited);
	tcase_add_test(tcase, large_texts_come_in_parts);
	tcase_add_test(tcase, a_handler_ends_the_reading);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
