/* SPDX-License-Identifier: Apache-2.0 */
#include "hostile.h"

#define S(literal)                                                             \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

const struct ed_hostile ed_hostile_values[] = {
    {"terminal colours", S("\033[31mred\033[2J\033]0;title\a")},
    {"C1", S("a\xc2\x9b"
	     "31mb\xc2\x85")},
    {"bidi", S("abc\xe2\x80\xae"
	       "fed\xe2\x81\xa6x\xe2\x81\xa9\xd8\x9c\xe2\x80\x8f")},
    {"zero width", S("a\xe2\x80\x8b\xe2\x80\x8c\xe2\x80\x8d\xef\xbb\xbf"
		     "b")},
    {"line separators", S("a\nb\r\nc\td\xe2\x80\xa8"
			  "e\xe2\x80\xa9"
			  "f")},
    {"NUL", S("ann@ex.test\0.evil")},
    {"not UTF-8", S("a\xff\xfe\xc0\xaf\xed\xa0\x80\xf5z\xc3")},
    {"quotes", S("it's \"quoted\" `so` \\ and \xe2\x80\x99 \xe2\x80\x9d")},
    {"substitution", S("$(touch /tmp/owned) ${HOME} `id` $HOME")},
    {"variables of cmd", S("%PATH% !PATH! ^& | < > &")},
    {"operators", S("a; rm -rf / & b | c > d < e # f")},
    {"globs", S("* ? [a] ~ {a,b} !1")},
    {"option", S("-rf")},
    {"placeholder", S("{file} {subject} {certificate} %s %n {UserName}")},
    {"JSON", S("\"}],\"x\":null \\u0000 \\\" </script>")},
    {"end of a quote", S("'")},
    {"end of a double quote", S("\"")},
    {"backslash at the end", S("a b\\")},
    {"wide", S("\xe6\xbc\xa2\xe5\xad\x97\xef\xbc\xa1")},
    {"combining", S("a\xcc\x81\xcc\x82\xcc\x83")},
    {"escaped already", S("\\u{202E} \\x00 \xe2\x80\xa6 (12 bytes)")},
    {"blanks", S("   ")},
    {"empty", S("")},
    {NULL, S("")},
};

struct ed_str ed_hostile_long(struct ed_arena *arena, struct ed_str value)
{
	struct ed_text text = {.arena = arena};

	while (value.n && text.n < 64 << 10)
		ed_put(&text, value);
	return ed_text_str(&text);
}
