/* SPDX-License-Identifier: Apache-2.0 */
/* The configuration of IIS on an Exchange server, ours among other objects. */
#include "server_side.h"

#define EXCHANGE "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\"
#define MODULE "CertificateMappingAuthenticationModule"
#define EAS "Microsoft-Server-ActiveSync"

static void put_switch(struct ed_text *out, const char *name,
    const char *enabled, const char *inside)
{
	if (!enabled && !inside)
		return;
	ed_putf(out, "          <%s", name);
	if (enabled)
		ed_putf(out, " enabled=\"%s\"", enabled);
	if (inside)
		ed_putf(out, ">%s</%s>\n", inside, name);
	else
		ed_put(out, ED_STR(" />\n"));
}

static void put_security(
    struct ed_spec *spec, struct ed_text *out, const struct ed_iis_said *said)
{
	const char *tokens =
	    said->tokens ? ed_say(spec,
			       "<providers><clear /></providers>"
			       "<extendedProtection tokenChecking=\"%s\" />",
			       said->tokens)
			 : NULL;

	ed_put(out, ED_STR("      <security>\n        <authentication>\n"));
	put_switch(out, "windowsAuthentication", said->windows, tokens);
	put_switch(out, "anonymousAuthentication", said->anonymous, NULL);
	put_switch(out, "digestAuthentication", said->digest, NULL);
	put_switch(out, "basicAuthentication", said->basic, NULL);
	put_switch(
	    out, "clientCertificateMappingAuthentication", said->mapping, NULL);
	put_switch(out, "iisClientCertificateMappingAuthentication", said->own,
	    said->own_more);
	ed_put(out, ED_STR("        </authentication>\n"));
	if (said->flags)
		ed_putf(
		    out, "        <access sslFlags=\"%s\" />\n", said->flags);
	if (said->security)
		ed_putf(out, "        %s\n", said->security);
	ed_put(out, ED_STR("      </security>\n"));
}

static void put_web_server(
    struct ed_spec *spec, struct ed_text *out, const struct ed_iis_said *said)
{
	if (said->read_ahead)
		ed_putf(out,
		    "      <serverRuntime uploadReadAheadSize=\"%s\" />\n",
		    said->read_ahead);
	put_security(spec, out, said);
}

static void put_location(struct ed_spec *spec, struct ed_text *out,
    const char *path, const struct ed_iis_said *said)
{
	ed_putf(out,
	    "  <location path=\"%s\">\n    <system.webServer>\n"
	    "      <directoryBrowse enabled=\"false\" />\n",
	    path);
	put_web_server(spec, out, said);
	ed_put(out, ED_STR("    </system.webServer>\n  </location>\n"));
}

static void put_sections(struct ed_text *out)
{
	static const char *const auth[] = {"anonymousAuthentication",
	    "basicAuthentication", "clientCertificateMappingAuthentication",
	    "digestAuthentication", "iisClientCertificateMappingAuthentication",
	    "windowsAuthentication"};

	ed_put(out,
	    ED_STR("  <configSections>\n"
		   "    <sectionGroup name=\"system.applicationHost\">\n"
		   "      <section name=\"sites\" allowDefinition=\"AppHostOnly"
		   "\" overrideModeDefault=\"Deny\" />\n"
		   "    </sectionGroup>\n"
		   "    <sectionGroup name=\"system.webServer\">\n"
		   "      <section name=\"globalModules\" "
		   "overrideModeDefault=\"Deny\" />\n"
		   "      <section name=\"serverRuntime\" "
		   "overrideModeDefault=\"Deny\" />\n"
		   "      <sectionGroup name=\"security\">\n"
		   "        <section name=\"access\" "
		   "overrideModeDefault=\"Deny\" />\n"
		   "        <section name=\"requestFiltering\" "
		   "overrideModeDefault=\"Allow\" />\n"
		   "        <sectionGroup name=\"authentication\">\n"));
	for (size_t i = 0; i < ED_COUNT(auth); i++)
		ed_putf(out,
		    "          <section name=\"%s\" "
		    "overrideModeDefault=\"Deny\" />\n",
		    auth[i]);
	ed_put(out, ED_STR("        </sectionGroup>\n      </sectionGroup>\n"
			   "    </sectionGroup>\n  </configSections>\n"));
}

static void put_application(
    struct ed_text *out, const char *path, const char *folder)
{
	ed_putf(out,
	    "        <application path=\"%s\" applicationPool=\"MSExchange"
	    "AppPool\">\n          <virtualDirectory path=\"/\" physicalPath="
	    "\"%s\" />\n        </application>\n",
	    path, folder);
}

static void put_bindings(struct ed_text *out, const char *const *bindings)
{
	ed_put(out, ED_STR("        <bindings>\n"));
	for (; *bindings; bindings++)
		ed_putf(out,
		    "          <binding protocol=\"https\" "
		    "bindingInformation=\"%s\" />\n",
		    *bindings);
	ed_put(out, ED_STR("        </bindings>\n      </site>\n"));
}

static void put_sites(struct ed_text *out, const struct ed_server *server)
{
	static const char *const front[] = {":443:", "127.0.0.1:443:", NULL};
	static const char *const back[] = {"*:444:", NULL};
	static const char *const mobile[] = {"*:8443:", NULL};

	ed_put(
	    out, ED_STR("  <system.applicationHost>\n    <sites>\n"
			"      <site name=\"Default Web Site\" id=\"1\">\n"));
	put_application(out, "/", "%SystemDrive%\\inetpub\\wwwroot");
	put_application(out, "/owa", EXCHANGE "FrontEnd\\HttpProxy\\owa");
	put_application(out, "/ecp", EXCHANGE "FrontEnd\\HttpProxy\\ecp");
	put_application(out, "/EWS", EXCHANGE "FrontEnd\\HttpProxy\\EWS");
	put_application(out, "/" EAS, EXCHANGE "FrontEnd\\HttpProxy\\sync");
	put_bindings(out, front);
	ed_put(out, ED_STR("      <site name=\"Exchange Back End\" id=\"2\" "
			   "serverAutoStart=\"true\">\n"));
	put_application(out, "/", EXCHANGE "ClientAccess");
	put_application(out, "/owa", EXCHANGE "ClientAccess\\owa");
	put_application(out, "/" EAS, EXCHANGE "ClientAccess\\sync");
	put_bindings(out, back);
	if (server->has_second) {
		ed_put(out, ED_STR("      <site name=\"Mobile\" id=\"3\">\n"));
		put_application(out, "/", "D:\\mobile");
		put_application(out, "/" EAS, "D:\\mobile\\eas");
		put_bindings(out, mobile);
	}
	ed_put(out, ED_STR("    </sites>\n  </system.applicationHost>\n"));
}

static void put_server(
    struct ed_spec *spec, struct ed_text *out, const struct ed_server *server)
{
	static const char *const modules[] = {"HttpLoggingModule\" image=\""
					      "%windir%\\System32\\inetsrv\\"
					      "loghttp.dll",
	    "BasicAuthenticationModule\" image=\"%windir%\\System32\\inetsrv\\"
	    "authbas.dll",
	    "WindowsAuthenticationModule\" image=\"%windir%\\System32\\inetsrv"
	    "\\authsspi.dll"};

	ed_put(out, ED_STR("  <system.webServer>\n    <globalModules>\n"));
	for (size_t i = 0; i < ED_COUNT(modules); i++)
		ed_putf(out, "      <add name=\"%s\" />\n", modules[i]);
	if (!server->no_module)
		ed_put(out,
		    ED_STR("      <add name=\"" MODULE "\" image=\"%windir%\\"
			   "System32\\inetsrv\\authcert.dll\" />\n"));
	ed_put(out, ED_STR("    </globalModules>\n"));
	put_web_server(spec, out, &server->server);
	ed_put(out, ED_STR("  </system.webServer>\n"));
	if (!server->no_module)
		ed_put(out,
		    ED_STR(
			"  <location path=\"\" overrideMode=\"Allow\">\n"
			"    <system.webServer>\n      <modules>\n"
			"        <add name=\"" MODULE "\" lockItem=\"false\" />"
			"\n      </modules>\n    </system.webServer>\n"
			"  </location>\n"));
}

/* What the others say is none of ours, however odd. */
static void put_others(struct ed_spec *spec, struct ed_text *out, bool odd)
{
	const struct ed_iis_said usual = {.flags = "Ssl, Ssl128",
	    .mapping = "false",
	    .basic = "true",
	    .windows = "false",
	    .anonymous = "false"};
	const struct ed_iis_said owa = {.flags = "None",
	    .mapping = "false",
	    .own = "true",
	    .basic = "true",
	    .anonymous = "true",
	    .tokens = "Require",
	    .read_ahead = "0",
	    .security = "<requestFiltering><verbs><add verb=\"OPTIONS\" "
			"allowed=\"false\" /></verbs></requestFiltering>"};
	const struct ed_iis_said cards = {
	    .flags = "Ssl, SslNegotiateCert, SslRequireCert, Ssl128",
	    .mapping = "true",
	    .basic = "false",
	    .anonymous = "false"};

	put_location(spec, out, "Default Web Site/owa", odd ? &owa : &usual);
	put_location(spec, out, "Default Web Site/ecp", odd ? &cards : &usual);
	put_location(spec, out, "Default Web Site/EWS", &usual);
	put_location(spec, out, "Exchange Back End/owa", &usual);
	if (odd)
		put_location(spec, out, "Default Web Site/Rpc", &owa);
}

const char *ed_iis_config_xml(
    struct ed_spec *spec, const struct ed_server *server)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out, ED_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			    "<configuration>\n"));
	put_sections(&out);
	put_sites(&out, server);
	put_server(spec, &out, server);
	put_location(spec, &out, "Default Web Site", &server->site);
	put_others(spec, &out, server->odd_others);
	put_location(spec, &out, "Default Web Site/" EAS, &server->front);
	put_location(spec, &out, "Exchange Back End/" EAS, &server->back);
	if (server->has_second)
		put_location(spec, &out, "Mobile/" EAS, &server->second);
	ed_put(&out, ED_STR("</configuration>\n"));
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}

/* What results for the directory, as appcmd lists it behind its prompt. */
const char *ed_iis_listing(struct ed_spec *spec, const struct ed_server *server)
{
	struct ed_text out = {.arena = spec->arena};

	ed_put(&out,
	    ED_STR("C:\\>%windir%\\system32\\inetsrv\\appcmd.exe list config "
		   "\"Default Web Site/" EAS "\" /config:*\n"
		   "<system.webServer>\n"));
	put_web_server(spec, &out, &server->front);
	ed_put(&out, ED_STR("</system.webServer>\n"));
	ed_put_byte(&out, '\0');
	return ed_text_str(&out).p;
}
