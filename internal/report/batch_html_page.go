package report

import "html/template"

// batchStyle adds charts and tables that can be sorted to the style of every page. Shades of the heat map carry their
// figure, in a colour of at least 4.5 to 1 on them.
const batchStyle template.CSS = `
h2{margin-top:2.2rem;border-top:3px solid var(--ink);padding-top:.7rem} h3{margin:.2rem 0;font-size:1.05rem}
nav ul{columns:2 22rem;padding-left:1.1rem} .figures{display:flex;flex-wrap:wrap;gap:.6rem;padding:0;list-style:none;margin:.8rem 0}
.figures li{background:var(--ground);border-radius:.4rem;padding:.6rem 1rem;margin:0;flex:1 1 9rem} .figures b{display:block;font-size:1.5rem;line-height:1.25} .figures span{color:var(--soft);font-size:.9rem}
figure{margin:.8rem 0} figcaption{font-weight:600;margin-bottom:.3rem}
svg{display:block;height:auto;width:100%;min-width:40rem;font:13px "Segoe UI","Noto Sans",Roboto,"Helvetica Neue",Arial,sans-serif} svg text{fill:#1a1d21} svg .soft{fill:#4a5058} svg .end{text-anchor:end} svg .mid{text-anchor:middle}
.bar1{fill:#2f6cb3}.bar2{fill:#a15c00}.h1{fill:#e3edf9}.h2{fill:#b7d0ee}.h3{fill:#84aede}.h4{fill:#2f6cb3}.h5{fill:#0b3d73} svg text.f4,svg text.f5{fill:#fff} .grid{stroke:#e3e6ea}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;text-align:inherit;cursor:pointer;font-weight:600} th button:focus-visible,.tools button:focus-visible{outline:3px solid #1a73e8;outline-offset:2px}
th button::after{content:" ↕";color:var(--soft)} th[aria-sort=ascending] button::after{content:" ↑";color:inherit} th[aria-sort=descending] button::after{content:" ↓";color:inherit}
.left{color:var(--soft);font-size:.92rem} .tools{margin:.5rem 0} .tools button{font:inherit;padding:.25rem .8rem;border:1px solid #6b7280;border-radius:.3rem;background:#fff;color:var(--ink);cursor:pointer}
details.item{border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;padding:0 .9rem} details.item>summary{padding:.55rem 0} details.item>summary h3{display:inline;font-weight:600} details.item>summary .meta{font-weight:400} details.item .component{border:0;padding:0;margin:.4rem 0 .8rem}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap} tbody th{text-align:left} .table{font-size:.9rem;min-width:44rem} .table th,.table td{overflow-wrap:break-word} .table td:last-child{overflow-wrap:anywhere} caption{font-weight:600;color:var(--ink)}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{@page{size:A4 landscape} .tools,nav{display:none} th button::after{content:""} svg,.table{min-width:0} figure,.figures{break-inside:avoid} details.item{border-radius:0} .table{font-size:8.5pt} rect,.figures li{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`

// batchScript sorts tables by the columns their readers choose, unfolds the evidence a link leads to, and unfolds all of
// it for paper. Columns become buttons, which the keyboard reaches; what was done is said in a live region.
const batchScript template.JS = `
"use strict";
const words = document.body.dataset, live = document.getElementById("live"), order = new Intl.Collator(document.documentElement.lang, {numeric: true});
const key = (row, i) => { const c = row.cells[i]; return c.dataset.v === undefined ? c.textContent : c.dataset.v; };
function sort(table, i, head) {
  const down = head.getAttribute("aria-sort") === "ascending" || (head.getAttribute("aria-sort") === "none" && head.classList.contains("num"));
  const turn = head.getAttribute("aria-sort") === "descending" ? false : down, number = head.classList.contains("num");
  const rows = Array.from(table.tBodies[0].rows).map(row => [key(row, i), row]);
  rows.sort((a, b) => (turn ? -1 : 1) * (number ? Number(a[0]) - Number(b[0]) : order.compare(a[0], b[0])));
  table.tBodies[0].append(...rows.map(r => r[1]));
  for (const h of head.parentNode.cells) h.setAttribute("aria-sort", h === head ? (turn ? "descending" : "ascending") : "none");
  live.textContent = head.textContent + ": " + (turn ? words.down : words.up);
}
for (const table of document.querySelectorAll("table.sortable")) {
  Array.from(table.tHead.rows[0].cells).forEach((head, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => sort(table, i, head));
  });
}
function reveal() {
  const to = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!to) return;
  const item = to.closest("details.item");
  if (item && !item.open) { item.open = true; to.scrollIntoView(); }
}
addEventListener("hashchange", reveal);
reveal();
const items = Array.from(document.querySelectorAll("details"));
for (const tools of document.querySelectorAll(".tools")) {
  tools.hidden = false;
  tools.addEventListener("click", event => {
    if (event.target.tagName !== "BUTTON") return;
    for (const d of tools.parentNode.querySelectorAll("details.item")) d.open = event.target.dataset.open === "yes";
  });
}
let closed = [];
addEventListener("beforeprint", () => { closed = items.filter(d => !d.open); for (const d of closed) d.open = true; });
addEventListener("afterprint", () => { for (const d of closed) d.open = false; closed = []; });
`

// batchTemplate is the frame of the page: figures, charts, tables, evidence.
const batchTemplate = `<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{{.Policy}}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>{{.Page.Title}}</title>
<style>{{.Style}}</style>
</head>
<body data-up="{{say "page.ascending"}}" data-down="{{say "page.descending"}}">
<a class="skip" href="#main">{{say "note.skip"}}</a>
<header>
<h1>{{.Page.Title}}</h1>
{{range .Page.Warn}}<p class="warn">{{.}}</p>
{{end}}{{range .Page.Lines}}<p>{{.}}</p>
{{end}}<nav aria-label="{{say "page.contents"}}"><ul>
<li><a href="#verdict">{{say "batch.by_verdict"}}</a></li>
<li><a href="#review">{{say "batch.review"}}</a></li>
{{if or .Decided.Rows .Lapsed.Rows}}<li><a href="#decided">{{say "section.decided"}}</a></li>
{{end}}<li><a href="#platform">{{say "batch.by_platform"}}</a></li>
{{if .Unserved.Table.Rows}}<li><a href="#unserved">{{.Unserved.Table.Caption}}</a></li>
{{end}}<li><a href="#grid">{{say "chart.heat"}}</a></li>
{{if .Clustered}}<li><a href="#cluster">{{say "batch.cluster_title"}}</a></li>
{{end}}<li><a href="#component">{{say "page.components"}}</a></li>
{{if .Unread.Rows}}<li><a href="#unread">{{say "section.unread"}}</a></li>
{{end}}<li><a href="#provenance">{{say "section.provenance"}}</a></li>
</ul></nav>
</header>
<main id="main">
<ul class="figures">{{range .Figures}}<li><b>{{.Value}}</b> <span>{{.Name}}</span></li>{{end}}</ul>
<section id="verdict" aria-labelledby="verdict-h"><h2 id="verdict-h">{{say "batch.by_verdict"}}</h2>
{{template "bars" .Verdicts.Chart}}{{template "table" .Verdicts.Table}}</section>
<section id="review" aria-labelledby="review-h"><h2 id="review-h">{{say "batch.review"}}</h2>
{{if .Findings}}<p>{{say "page.order"}}</p>
{{template "table" .Review}}{{template "tools"}}{{range .Findings}}{{template "evidence" .}}{{end}}{{else}}<p>{{say "page.no_findings"}}</p>{{end}}</section>
{{if or .Decided.Rows .Lapsed.Rows}}<section id="decided" aria-labelledby="decided-h"><h2 id="decided-h">{{say "section.decided"}}</h2>
{{if .Decisions.Rows}}{{template "table" .Decisions}}{{end}}{{if .Decided.Rows}}{{template "table" .Decided}}{{template "tools"}}{{range .DecidedFindings}}{{template "evidence" .}}{{end}}{{end}}
{{if .Lapsed.Rows}}{{template "table" .Lapsed}}{{end}}</section>
{{end}}<section id="platform" aria-labelledby="platform-h"><h2 id="platform-h">{{say "batch.by_platform"}}</h2>
{{if .Platforms.Table.Rows}}{{template "bars" .Platforms.Chart}}{{template "table" .Platforms.Table}}{{else}}<p>{{say "page.no_findings"}}</p>{{end}}</section>
{{if .Unserved.Table.Rows}}<section id="unserved" aria-labelledby="unserved-h"><h2 id="unserved-h">{{.Unserved.Table.Caption}}</h2>
<p>{{say "page.unserved"}}</p>
{{template "bars" .Unserved.Chart}}{{template "table" .Unserved.Table}}</section>
{{end}}<section id="grid" aria-labelledby="grid-h"><h2 id="grid-h">{{say "chart.heat"}}</h2>
{{template "heat" .Heat}}<details><summary>{{say "page.figures"}}</summary>{{template "table" .Grid}}</details>
{{template "table" .Functions}}{{template "table" .Provinces}}</section>
{{if .Clustered}}<section id="cluster" aria-labelledby="cluster-h"><h2 id="cluster-h">{{say "batch.cluster_title"}}</h2>
{{template "table" .Clusters}}{{if .Groups}}{{template "tools"}}{{end}}{{range .Groups}}{{template "group" .}}{{end}}</section>
{{end}}<section id="component" aria-labelledby="component-h"><h2 id="component-h">{{say "page.components"}}</h2>
{{template "table" .Components}}</section>
{{if .Unread.Rows}}<section id="unread" aria-labelledby="unread-h"><h2 id="unread-h">{{say "section.unread"}}</h2>
{{template "table" .Unread}}</section>
{{end}}</main>
<footer id="provenance">
<h2>{{say "section.provenance"}}</h2>
{{range .Provenance}}<p class="small">{{.}}</p>
{{end}}</footer>
<p id="live" class="sr" role="status"></p>
<script>{{.Script}}</script>
</body>
</html>
`

// batchParts are the tables, charts and evidence of the page.
const batchParts = `
{{define "tools"}}<p class="tools" hidden=""><button type="button" data-open="yes">{{say "page.open"}}</button> <button type="button" data-open="no">{{say "page.close"}}</button></p>
{{end}}
{{define "table"}}<div class="scroll" role="group" tabindex="0" aria-labelledby="{{.ID}}"><table class="table sortable">
<caption id="{{.ID}}">{{.Caption}}</caption>
<thead><tr>{{range .Columns}}<th scope="col"{{if .Number}} class="num"{{end}}>{{.Name}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr>{{range .}}<td{{if .Number}} class="num"{{end}}{{with .Sort}} data-v="{{.}}"{{end}}>{{if .Href}}<a href="{{.Href}}">{{.Text}}</a>{{else if .Class}}<span class="badge {{.Class}}">{{.Text}}</span>{{else}}{{.Text}}{{end}}</td>{{end}}</tr>
{{end}}</tbody></table></div>
{{with .Left}}<p class="left">{{.}}</p>
{{end}}{{end}}
{{define "bars"}}<figure><div class="scroll" role="group" tabindex="0" aria-label="{{.Title}}"><svg viewBox="0 0 {{.Width}} {{.Height}}" role="img" aria-labelledby="{{.ID}}-t {{.ID}}-d"><title id="{{.ID}}-t">{{.Title}}</title><desc id="{{.ID}}-d">{{.Desc}}</desc>
<text class="soft" x="0" y="14">{{.Left}}</text><text class="soft" x="{{.MiddleX}}" y="14">{{.Right}}</text>
{{range .Bars}}<text x="0" y="{{.TextY}}">{{.Name}}</text><rect class="bar1" x="0" y="{{.BarY}}" width="{{.CountLength}}" height="15"/><text x="{{.CountX}}" y="{{.FigureY}}">{{.Count}}</text><rect class="bar2" x="{{.MiddleX}}" y="{{.BarY}}" width="{{.MoneyLength}}" height="15"/><text x="{{.SumX}}" y="{{.FigureY}}">{{.Money}}</text>
{{end}}</svg></div></figure>
{{end}}
{{define "heat"}}<figure><div class="scroll" role="group" tabindex="0" aria-label="{{.Title}}"><svg viewBox="0 0 {{.Width}} {{.Height}}" role="img" aria-labelledby="heat-t heat-d"><title id="heat-t">{{.Title}}</title><desc id="heat-d">{{.Desc}}</desc>
{{range .Columns}}<text x="{{.X}}" y="{{.Y}}" transform="rotate(-60 {{.X}} {{.Y}})">{{.Name}}</text>
{{end}}{{range .Rows}}<text class="end" x="{{.X}}" y="{{.Y}}">{{.Name}}</text>
{{end}}{{range .Cells}}<rect class="h{{.Level}}" x="{{.X}}" y="{{.Y}}" width="{{.Side}}" height="{{.Side}}"><title>{{.Title}}</title></rect><text class="mid f{{.Level}}" x="{{.TextX}}" y="{{.TextY}}">{{.Text}}</text>
{{end}}</svg></div><p class="left">{{.Desc}}</p></figure>
{{end}}
{{define "evidence"}}<details class="item"><summary><h3>{{.No}}. {{.Part.C.Name}}</h3> <span class="badge {{.Part.C.Verdict}}">{{verdict .Part.C.Verdict}}</span> <span class="meta">{{with .R.Proposal.Province}}{{.}} · {{end}}{{money .Part.C.Money}}{{with .Part.F}} · {{.Platform.Name}}{{end}}</span></summary>
<dl class="facts">
<dt>{{say "label.project"}}</dt><dd>{{title .R}}</dd>
{{with .R.Proposal}}{{with .Agency}}<dt>{{say "label.agency"}}</dt><dd>{{.}}</dd>{{end}}
{{with .Province}}<dt>{{say "label.province"}}</dt><dd>{{.}}</dd>{{end}}{{end}}
{{with .R.File}}<dt>{{say "label.file"}}</dt><dd>{{.}}</dd>{{end}}
</dl>
{{template "component" .Part}}
</details>
{{end}}
{{define "group"}}<details class="item"><summary><h3>{{say "cluster.no"}} {{.C.No}}. {{(index .C.Members .C.Leader).Title}}</h3></summary>
<dl class="facts" id="{{.Anchor}}">
<dt>{{say "cluster.outlook"}}</dt><dd>{{outlook .C}}</dd>
{{with shared .C}}<dt>{{say "cluster.shared"}}</dt><dd>{{.}}</dd>{{end}}
{{with units .C}}<dt>{{say "cluster.in_one"}}</dt><dd>{{range $i, $u := .}}{{if $i}}; {{end}}{{$u}}{{end}}</dd>{{end}}
{{with near .C.Near}}<dt>{{say "cluster.near"}}</dt><dd>{{.}}</dd>{{end}}
</dl>
{{template "table" .Members}}
</details>
{{end}}
`
