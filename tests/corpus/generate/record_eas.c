/* SPDX-License-Identifier: Apache-2.0 */
/* A large request, Provision and FolderSync, when a probe was to send them. */
#include "record_write.h"

#include <string.h>

enum { UPLOAD = 262144 };

/* As the first request of its connection: 256 KiB without Expect. */
void ed_put_upload(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step)
{
	const char *state =
	    node->upload == ED_UPLOAD_RESET ? "reset" : "closed";
	bool expects = strcmp(step->name, "upload-expect") == 0;

	/* Who waits to be told sends nothing that is too large. */
	if (node->upload == ED_UPLOAD_TAKEN || expects)
		ed_put(&w->out,
		    ED_STR("\"http\":{\"state\":\"answered\",\"method\":"
			   "\"POST\",\"request_bytes\":262144,\"sent_bytes\":"
			   "262144,\"version\":\"1.1\",\"status\":400,"
			   "\"headers\":[{\"name\":\"server\",\"value\":"
			   "\"Microsoft-IIS/10.0\"},{\"name\":\"x-feserver\","
			   "\"value\":\"EX01\"}],\"body\":{\"bytes\":0}"));
	else if (node->upload == ED_UPLOAD_413)
		ed_put(&w->out,
		    ED_STR("\"http\":{\"state\":\"answered\",\"method\":"
			   "\"POST\",\"request_bytes\":262144,\"sent_bytes\":"
			   "65536,\"version\":\"1.1\",\"status\":413,"
			   "\"headers\":[{\"name\":\"server\",\"value\":"
			   "\"Microsoft-IIS/10.0\"}],\"body\":{\"bytes\":67,"
			   "\"text\":\"The page was not displayed because the "
			   "request entity is too large.\"}"));
	else
		ed_putf(&w->out,
		    "\"http\":{\"state\":\"%s\",\"error\":\"%s\",\"method\":"
		    "\"POST\",\"request_bytes\":%d,\"sent_bytes\":65536",
		    state, state, UPLOAD);
}

static bool is_provision(const struct ed_record_step *step)
{
	return strcmp(step->name, "provision") == 0;
}

void ed_put_command(struct ed_writer *w, const struct ed_node_spec *node,
    const struct ed_record_step *step)
{
	struct ed_commands_spec *commands = &w->spec->record.commands;
	unsigned number = w->n_attempts - 1;

	if (is_provision(step))
		commands->provision_attempt = number;
	else
		commands->folder_attempt = number;
	if (!is_provision(step) && commands->folder_reply != ED_REPLY_OK) {
		ed_put_answer(w, node, commands->folder_reply, "POST");
		return;
	}
	ed_put(&w->out,
	    ED_STR("\"http\":{\"state\":\"answered\",\"method\":\"POST\","
		   "\"version\":\"1.1\",\"status\":200,\"ms\":48,\"headers\":["
		   "{\"name\":\"server\",\"value\":\"Microsoft-IIS/10.0\"},"
		   "{\"name\":\"x-feserver\",\"value\":\"EX01\"},"
		   "{\"name\":\"content-type\",\"value\":"
		   "\"application/vnd.ms-sync.wbxml\"}],\"body\":{\"bytes\":"
		   "93}"));
}

static void put_provision(
    struct ed_writer *w, const struct ed_commands_spec *commands)
{
	bool done = commands->provision == 1;

	ed_putf(&w->out,
	    ",\"provision\":{\"attempt\":%u,\"status\":%u,%s"
	    "\"has_policy\":%s,\"wipe\":\"%s\"}",
	    commands->provision_attempt, commands->provision,
	    done ? "\"policy_status\":1," : "", done ? "true" : "false",
	    commands->wipe ? commands->wipe : "none");
}

static void put_folder_sync(
    struct ed_writer *w, const struct ed_commands_spec *commands)
{
	ed_putf(&w->out, ",\"folder_sync\":{\"attempt\":%u",
	    commands->folder_attempt);
	if (commands->folder_reply == ED_REPLY_OK && !commands->bad)
		ed_putf(&w->out, ",\"status\":%u", commands->folder_sync);
	if (commands->folder_sync == 1 && !commands->bad)
		ed_putf(&w->out, ",\"folders\":%u", 9 + commands->more_folders);
	ed_put_byte(&w->out, '}');
}

void ed_put_eas(struct ed_writer *w)
{
	const struct ed_commands_spec *commands = &w->spec->record.commands;

	if (!commands->provision && !commands->folder_sync)
		return;
	ed_put(&w->out,
	    ED_STR(",\"eas\":{\"device_id\":\"EASDOCTOR4F1C2D3E4B5A6978\","
		   "\"protocol\":\"14.1\""));
	if (commands->provision)
		put_provision(w, commands);
	if (commands->folder_sync)
		put_folder_sync(w, commands);
	if (commands->bad)
		ed_putf(&w->out, ",\"bad_wbxml\":\"%s\"", commands->bad);
	ed_put_byte(&w->out, '}');
}
