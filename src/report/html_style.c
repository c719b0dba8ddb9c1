/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one style sheet. Both colour schemes keep a contrast of 4.5:1 and more;
 * below 40em tables become lists; on paper everything is open.
 */
#include "report/html.h"

#define STYLE                                                                  \
	":root{color-scheme:light dark;--ink:#1a1c1e;--paper:#fff;"            \
	"--soft:#f2f4f6;--line:#80868c;--bad:#a4161a;--warn:#7a4a00;"          \
	"--good:#14602a;--calm:#4a5056;--link:#0b4fa0}\n"                      \
	"@media(prefers-color-scheme:dark){:root{--ink:#e8eaec;"               \
	"--paper:#15181b;--soft:#22272c;--line:#8b9298;--bad:#ff9c94;"         \
	"--warn:#ffca7a;--good:#8fdca0;--calm:#bcc3c9;--link:#9cc7ff}}\n"      \
	"*{box-sizing:border-box}\n"                                           \
	"body{margin:0;background:var(--paper);color:var(--ink);"              \
	"font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"         \
	"header,nav,main,footer{max-width:64rem;margin:0 auto;"                \
	"padding:0 1rem}\n"                                                    \
	"a{color:var(--link)}\n"                                               \
	"a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{"      \
	"outline:3px solid var(--link);outline-offset:2px}\n"                  \
	".skip{position:absolute;left:-100vw}\n"                               \
	".skip:focus{left:1rem;top:.5rem;background:var(--paper);"             \
	"padding:.5rem}\n"                                                     \
	"h1{font-size:1.5rem;margin:1.5rem 0 .5rem}\n"                         \
	"h2{font-size:1.25rem;margin:2rem 0 .5rem;"                            \
	"border-bottom:1px solid var(--line)}\n"                               \
	"h3{font-size:1.05rem;margin:0;display:inline}\n"                      \
	".verdict,.next{border:1px solid var(--line);border-left:.5rem solid " \
	"var(--calm);padding:.75rem 1rem;background:var(--soft)}\n"            \
	".verdict.blocked{border-left-color:var(--bad)}\n"                     \
	".verdict.warning,.verdict.unknown{border-left-color:var(--warn)}\n"   \
	".verdict.healthy{border-left-color:var(--good)}\n"                    \
	".verdict p{margin:.25rem 0;font-size:1.1rem}\n"                       \
	"nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;"        \
	"gap:.25rem 1rem}\n"                                                   \
	".state{font-weight:600;white-space:nowrap}\n"                         \
	".bad{color:var(--bad)}.warn{color:var(--warn)}"                       \
	".good{color:var(--good)}.calm{color:var(--calm)}\n"                   \
	"details{border:1px solid var(--line);margin:.5rem 0;"                 \
	"padding:.5rem .75rem}\n"                                              \
	"summary{cursor:pointer}\n"                                            \
	".follows{margin-left:1.5rem}\n"                                       \
	"table{border-collapse:collapse;table-layout:fixed;width:100%;"        \
	"margin:.5rem 0}\n"                                                    \
	".full th:nth-child(1){width:13%}.full th:nth-child(2){width:20%}"     \
	".full th:nth-child(3){width:16%}.full th:nth-child(5){width:24%}"     \
	".brief th:nth-child(1){width:30%}.brief th:nth-child(2){width:32%}"   \
	".gaps th:nth-child(1){width:17%}.gaps th:nth-child(2){width:24%}"     \
	".inputs th:nth-child(2),.inputs th:nth-child(5){width:15%}"           \
	".inputs th:nth-child(3){width:10%}"                                   \
	".ledger th:nth-child(1){width:12%}"                                   \
	".ledger th:nth-child(3){width:14%}\n"                                 \
	"caption{text-align:left;font-weight:600;padding:.25rem 0}\n"          \
	"th,td{border:1px solid var(--line);padding:.3rem .5rem;"              \
	"text-align:left;vertical-align:top}\n"                                \
	"th{background:var(--soft)}\n"                                         \
	"th{white-space:nowrap}"                                               \
	"td:first-child,td:nth-child(2){overflow-wrap:break-word}\n"           \
	"dl{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;"         \
	"gap:.2rem 1rem;margin:.5rem 0}\n"                                     \
	"dt{font-weight:600}dd{margin:0}\n"                                    \
	"pre{margin:0;white-space:pre-wrap;font-size:.9rem}\n"                 \
	".command{background:var(--soft);border:1px solid var(--line);"        \
	"padding:.5rem;margin:.5rem 0}\n"                                      \
	".shell{font-size:.85rem;color:var(--calm)}\n"                         \
	".path{list-style:none;padding:0;display:flex;flex-wrap:wrap;"         \
	"gap:.5rem 0}\n"                                                       \
	".path li{width:6.2rem;text-align:center;font-size:.9rem}\n"           \
	".path svg{display:block;width:100%;height:2rem}\n"                    \
	"svg .rail{stroke:var(--line);stroke-width:2}\n"                       \
	"svg .dot{stroke:var(--paper);stroke-width:2;fill:currentColor}\n"     \
	"svg .mark{stroke:var(--paper);stroke-width:2.5;fill:none}\n"          \
	"svg .guide{stroke:var(--line);stroke-dasharray:4 4}\n"                \
	"svg .bar{stroke:var(--bad);stroke-width:6;opacity:.4}\n"              \
	"svg text{fill:var(--ink);font-size:13px;paint-order:stroke;"          \
	"stroke:var(--paper);stroke-width:4px}\n"                              \
	".moments{padding-left:2.5rem}"                                        \
	".when{font-variant-numeric:tabular-nums}\n"                           \
	".wide{width:100%;max-width:60rem}.narrow{display:none}\n"             \
	"footer{margin:2rem auto;color:var(--calm);font-size:.9rem}\n"         \
	"@media screen and (max-width:48em){.wide{display:none}"               \
	".narrow{display:block;width:100%;max-width:28rem}"                    \
	".when{display:block}}\n"                                              \
	"@media(max-width:40em){table,caption,tbody,tr,td{display:block}"      \
	"td:empty{display:none}"                                               \
	"thead{position:absolute;width:1px;height:1px;overflow:hidden;"        \
	"clip-path:inset(50%)}"                                                \
	"td{border-width:0 0 1px}td:last-child{border-width:0}"                \
	"td::before{content:attr(data-label) \": \";font-weight:600}"          \
	"tr{border:1px solid var(--line);margin:.5rem 0}"                      \
	"dl{display:block}.follows{margin-left:.5rem}}\n"                      \
	"@media(forced-colors:active){svg .dot{fill:CanvasText}}\n"            \
	"@media print{:root{--ink:#000;--paper:#fff;--soft:#fff;"              \
	"--line:#555;--bad:#000;--warn:#000;--good:#000;--calm:#000;"          \
	"--link:#000}"                                                         \
	"nav,.skip{display:none}"                                              \
	"details::details-content{content-visibility:visible;"                 \
	"block-size:auto;display:block}"                                       \
	"body{font-size:10pt}table{font-size:9pt}"                             \
	"details,tr,li,.path,.verdict,.command{break-inside:avoid}"            \
	"details.long{break-inside:auto}"                                      \
	"h2,h3,caption{break-after:avoid}"                                     \
	".wide{width:100%;max-width:60rem}.narrow{display:none}\n"             \
	"@page{margin:16mm;@bottom-right{content:counter(page) \" / \" "       \
	"counter(pages)}}\n"

const struct ed_str ed_html_style = {STYLE, sizeof(STYLE) - 1};
