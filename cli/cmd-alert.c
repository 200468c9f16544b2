/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* RFC 2606 section 2: a name that nobody can own. */
#define NO_SENDER "campusgrid.invalid"

static const char *const format_words[] = {"text", "pidf-lo", "cap", "cot", "eido", "geojson", NULL};

static enum cli_exit
choose_event(const struct cli *cli, struct cgrid_alert *alert)
{
	enum { MOST = 64 };
	const char *words[MOST] = {0}, *text = cli_option(cli, OPT_EVENT);
	if (!text)
		return CLI_DONE;
	for (size_t i = 0; i + 1 < MOST && cgrid_alert_event_word(i); i++)
		words[i] = cgrid_alert_event_word(i);
	int choice = cli_choice(cli, "event", text, words);
	if (choice < 0)
		return CLI_USAGE;
	alert->event = words[choice];
	return CLI_DONE;
}

static enum cli_exit
choose_time(const struct cli *cli, struct cgrid_alert *alert)
{
	const char *text = cli_option(cli, OPT_TIME);
	if (!text)
		return cli_now(cli, &alert->time);
	return cgrid_time_parse(text, &alert->time)
		   ? CLI_DONE
		   : cli_usage(cli, "--time %.100s is not a time as 2026-09-01T14:03:22-04:00", text);
}

static enum cli_exit
choose(const struct cli *cli, struct cgrid_alert *alert, enum cgrid_alert_format *format)
{
	enum cgrid_audience audience = CGRID_OWNER;
	const bool test = cli_option(cli, OPT_TEST) != NULL,
		   actual = cli_option(cli, OPT_ACTUAL) != NULL;
	int choice = cli_format(cli, format_words, CGRID_ALERT_TEXT);
	if (choice < 0)
		return CLI_USAGE;
	*format = (enum cgrid_alert_format)choice;
	if (test && actual)
		return cli_usage(cli, "--test and --actual exclude each other");
	alert->mode = test ? CGRID_ALERT_DRILL : actual ? CGRID_ALERT_ACTUAL : CGRID_ALERT_TEST;
	alert->sender = cli_option(cli, OPT_SENDER);
	enum cli_exit code = choose_event(cli, alert);
	if (!code)
		code = choose_time(cli, alert);
	if (!code)
		code = cli_audience(cli, &audience);
	if (!code && audience == CGRID_PUBLIC)
		code = cli_usage(cli, "an alert tells where a sensor is: not for --audience public");
	return code;
}

/* What a person must know who thought this was a real alert from a real sender. */
static void
say_doubts(struct cli *cli, struct cgrid_alert *alert, enum cgrid_alert_format format)
{
	if (alert->mode == CGRID_ALERT_TEST && !cli->quiet)
		cli_say(cli, "marked as a test: --actual makes it a real alert, --test a drill");
	if (alert->sender)
		return;
	alert->sender = NO_SENDER;
	if (format != CGRID_ALERT_TEXT && !cli->quiet)
		cli_say(cli, "no --sender HOST: ids in the document end with " NO_SENDER);
}

static enum cli_exit
write_alert(struct cli *cli, const struct cli_work *work, struct cgrid_alert *alert,
	    enum cgrid_alert_format format)
{
	const struct cgrid_campus *campus = work->campus;
	const size_t count = cgrid_campus_address_count(campus);
	struct cgrid_address_part *address = calloc(count + 1, sizeof *address);
	struct cli_output *output = NULL;
	if (!address)
		return cli_failed(cli, CGRID_E_MEMORY);
	for (size_t i = 0; i < count; i++)
		address[i] = *cgrid_campus_address_part(campus, i);
	alert->campus = cgrid_campus_name(campus);
	alert->address = address;
	alert->address_count = count;
	enum cli_exit code = cli_output_open(cli, cli_option(cli, OPT_OUTPUT), CLI_HELD, &output);
	if (!code) {
		enum cgrid_status status =
		    cgrid_alert_write(cli->ctx, format, alert, cli_output_sink(output));
		code = status ? cli_failed(cli, status) : cli_output_close(output);
		if (status)
			cli_output_drop(output);
	}
	free(address);
	return code;
}

enum cli_exit
cmd_alert(struct cli *cli)
{
	struct cgrid_alert alert = CGRID_ALERT_INIT;
	enum cgrid_alert_format format = CGRID_ALERT_TEXT;
	struct cli_work work = {0};
	struct cgrid_locator *locator = NULL;
	struct cgrid_query *query = NULL;
	const char *id = cli->args.operands[1];
	enum cli_exit code = choose(cli, &alert, &format);
	if (!code && !cgrid_utf8_valid(id, strlen(id)))
		code = cli_usage(cli, "the id is not UTF-8");
	if (!code)
		code = cli_work_open(cli, cli->args.operands[0], &work);
	if (!code) {
		enum cgrid_status status =
		    cgrid_locator_new(cli->ctx, work.campus, work.grid, &locator);
		if (!status)
			status = cgrid_query_new(cli->ctx, locator, &query);
		if (!status)
			status = cgrid_locate_sensor(cli->ctx, query, id, &alert.location);
		code = status ? cli_failed(cli, status) : CLI_DONE;
	}
	if (!code) {
		cli_count(cli, alert.location->status);
		say_doubts(cli, &alert, format);
		code = write_alert(cli, &work, &alert, format);
	}
	cgrid_query_free(query);
	cgrid_locator_free(locator);
	cli_work_close(&work);
	return code;
}
