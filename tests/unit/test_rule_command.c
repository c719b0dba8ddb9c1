/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/rule_prove.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* writes: the word that is refused; "" when the command only reads. */
static const struct {
	const char *shell;
	const char *run;
	const char *writes;
} rows[] = {
    {"sh", "openssl x509 -in {file} -noout -ext subjectAltName", ""},
    {"sh", "openssl x509 -in {file} -noout -startdate -enddate", ""},
    {"sh", "openssl pkcs12 -in {file} -nokeys -out cert.pem", "-out"},
    {"sh", "openssl pkcs12 -in {file} -nokeys -out /dev/null", ""},
    {"sh", "openssl x509 -in a -out -", ""},
    {"sh", "/usr/bin/openssl req -keyout k", "-keyout"},
    {"sh", "openssl x509 -in {file} | tee out", "tee"},
    {"sh", "openssl x509 -in {file} > out", ">"},
    {"sh", "openssl x509 -in {file} >> out", ">"},
    {"sh", "openssl x509 -in {file} 2>/dev/null", ""},
    {"sh", "openssl x509 -in {file} 2>&1 | grep -c CN", ""},
    {"sh", "openssl x509 -in {file} >out 2>&1", ">"},
    {"sh", "xmllint --xpath 'string(//a[b>1])' {file}", ""},
    {"sh", "grep -A1 '<key>Host</key>' {file}", ""},
    {"sh", "grep \"->\" {file}", ""},
    {"sh", "curl -sk -X OPTIONS -D - -o /dev/null https://x/", ""},
    {"sh", "curl -X POST https://x/", "POST"},
    {"sh", "curl -o page https://x/", "-o"},
    {"sh", "curl -T f https://x/", "-T"},
    {"sh", "curl -f https://x/", ""},
    {"sh", "curl -sI https://x/ | grep -i set-cookie", ""},
    {"sh", "rm -rf {file}", "rm"},
    {"sh", "ls; rm x", "rm"},
    {"sh", "ls && cp a b", "cp"},
    {"sh", "$(touch x)", "touch"},
    {"sh", "sh -c 'rm x'", "rm"},
    {"sh", "sed -n 1p x", ""},
    {"sh", "sed -i s/a/b/ x", "-i"},
    {"sh", "find . -name x -delete", "-delete"},
    {"sh", "ls format copy", ""},
    {"cmd", "certutil -dump {file}", ""},
    {"cmd", "certutil -f -urlfetch -verify {file}", ""},
    {"cmd", "certutil -f -dspublish {file} NTAuthCA", "-dspublish"},
    {"cmd", "certutil -SetReg policy\\EditFlags +1", "-SetReg"},
    {"cmd", "CERTUTIL.EXE -delstore my 1", "-delstore"},
    {"cmd", "certutil -urlcache * delete", "delete"},
    {"cmd", "%windir%\\system32\\inetsrv\\appcmd.exe list config", ""},
    {"cmd", "%windir%\\system32\\inetsrv\\appcmd.exe set config", "set"},
    {"cmd", "appcmd stop site x", "stop"},
    {"cmd", "netsh http show sslcert", ""},
    {"cmd", "netsh http add sslcert", "add"},
    {"cmd", "netsh http delete sslcert", "delete"},
    {"cmd", "reg query HKLM\\x", ""},
    {"cmd", "reg add HKLM\\x", "add"},
    {"cmd", "reg import x.reg", "import"},
    {"cmd", "setspn -L host", ""},
    {"cmd", "setspn -S http/x y", "-S"},
    {"cmd", "klist purge", "purge"},
    {"cmd", "iisreset", "iisreset"},
    {"cmd", "del x", "del"},
    {"cmd", "findstr /i cert x > NUL", ""},
    {"cmd", "powershell -c \"Set-CASMailbox x\"", "Set-CASMailbox"},
    {"powershell", "Get-ADUser {user} | Select-Object UserPrincipalName", ""},
    {"powershell", "Set-ADUser x", "Set-ADUser"},
    {"powershell", "Get-ADUser x | Set-ADUser -Enabled 1", "Set-ADUser"},
    {"powershell", "get-x | %{ remove-item $_ }", "remove-item"},
    {"powershell", "New-ActiveSyncMailboxPolicy",
	"New-ActiveSyncMailboxPolicy"},
    {"powershell", "(New-Object Net.WebClient).x", ""},
    {"powershell", "Import-Module WebAdministration; Get-Website", ""},
    {"powershell", "Get-X | Out-File y", "Out-File"},
    {"powershell", "Get-X | Export-Csv y", "Export-Csv"},
    {"powershell", "Get-X > $null", ""},
    {"powershell", "Restart-Service W3SVC", "Restart-Service"},
    {"powershell", "Get-X | Where-Object { $_.N -gt 1 }", ""},
    {"powershell", "Test-NetConnection x -Port 443", ""},
    {"sh", "", ""},
    {"sh", "'", ""},
    {"sh", "{", ""},
    {"sh", "{file", ""},
    {"sh", ">", ">"},
    {"sh", "\"'\"'", ""},
};

static void each_row(void **state)
{
	(void)state;

	for (size_t i = 0; i < ED_COUNT(rows); i++) {
		const struct ed_rule_command command = {
		    ed_str_of(rows[i].shell), ed_str_of(rows[i].run)};
		struct ed_str word = ed_rule_command_writes(command, false);

		print_message("row: %s\n", rows[i].run);
		if (!ed_str_eq(word, ed_str_of(rows[i].writes)))
			fail_msg("refused is '%.*s'", ED_ARG(word));
	}
}

/* What collects evidence may write it to a file, and change nothing else. */
static void files_for_evidence(void **state)
{
	const struct ed_str sh = ED_STR("sh"), ps = ED_STR("powershell");

	(void)state;
	assert_int_equal(
	    ed_rule_command_writes(
		(struct ed_rule_command){sh, ED_STR("ls > out")}, true)
		.n,
	    0);
	assert_int_equal(
	    ed_rule_command_writes((struct ed_rule_command){sh,
				       ED_STR("openssl x509 -in a -out b")},
		true)
		.n,
	    0);
	assert_int_equal(
	    ed_rule_command_writes(
		(struct ed_rule_command){ps, ED_STR("Get-X | Export-Csv y")},
		true)
		.n,
	    0);
	assert_int_equal(
	    ed_rule_command_writes(
		(struct ed_rule_command){sh, ED_STR("rm a > out")}, true)
		.n,
	    2);
	assert_int_equal(
	    ed_rule_command_writes(
		(struct ed_rule_command){ps, ED_STR("Set-X > out")}, true)
		.n,
	    5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row), cmocka_unit_test(files_for_evidence)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
