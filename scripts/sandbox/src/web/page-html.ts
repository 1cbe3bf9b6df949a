import { escapeHtml } from '../http/respond.ts';

const style = `
:root{color-scheme:light dark;--ink:#1f2329;--soft:#5c6370;--line:#d9dce1;--card:#fff;--ground:#f2f3f5;--blue:#0052d9}
@media (prefers-color-scheme:dark){:root{--ink:#eceef1;--soft:#a6acb8;--line:#3a3f47;--card:#24272c;--ground:#17191c;--blue:#7aa7ff}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
main{max-width:520px;margin:0 auto;padding:32px 16px}
h1{font-size:22px;margin:0 0 4px}p{margin:0 0 16px;color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px;margin-bottom:16px}
.qr{display:block;width:200px;height:200px;margin:0 auto 12px;background:#fff;border-radius:8px}
ul{list-style:none;margin:0;padding:0}li+li{border-top:1px solid var(--line)}
a.row{display:flex;align-items:center;gap:12px;min-height:56px;padding:8px 4px;color:inherit;text-decoration:none;border-radius:8px}
a.row:hover,a.row:focus-visible{background:color-mix(in srgb,var(--blue) 10%,transparent)}
a.row img{width:40px;height:40px;border-radius:6px}a.row small{display:block;color:var(--soft)}
h2{font-size:15px;margin:0 0 8px;color:var(--soft);font-weight:600}
a.button{display:inline-block;background:var(--blue);color:#fff;padding:10px 20px;border-radius:8px;text-decoration:none}
@media (prefers-color-scheme:dark){a.button{color:#0b1220}}
code{word-break:break-all}`;

/** A small page of the emulated services. `body` is finished HTML. */
export function pageHtml(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}

/** One line of a chooser. */
export function rowHtml(href: string, avatar: string, name: string, note: string): string {
  return `<li><a class="row" href="${escapeHtml(href)}"><img alt="" src="${escapeHtml(avatar)}"><span>${escapeHtml(name)}<small>${escapeHtml(note)}</small></span></a></li>`;
}

/** A refusal as the real pages show it: one sentence, and what to check. */
export function refusalHtml(title: string, explanation: string): string {
  return pageHtml(title, `<div class="card"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(explanation)}</p></div>`);
}
