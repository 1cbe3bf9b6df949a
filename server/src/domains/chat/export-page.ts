import { type ChatContent, summaryOf, textOf } from '@zhike/shared/chat-content';
import { businessClock } from '../../platform/business-time.ts';

export interface ExportFacts {
  title: string;
  from: number;
  to: number;
  askedBy: string;
  decidedBy: string;
  reason: string;
  writtenAt: number;
  timeZone: string;
}

export interface ExportedMessage {
  sender: { kind: string; name: string };
  sentAt: number;
  content: ChatContent;
  revokedAt: number | null;
}

const STYLE = `body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1d2129;background:#fff;max-width:760px;margin:24px auto;padding:0 16px}
h1{font-size:20px;margin:0 0 8px}dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0 0 16px;color:#4e5969}dt,dd{margin:0}
h2{font-size:14px;color:#4e5969;border-bottom:1px solid #e5e6eb;margin:24px 0 8px;padding-bottom:4px}
article{margin:0 0 12px;break-inside:avoid}header{color:#4e5969;font-size:13px}header b{color:#1d2129}
.member header b{color:#0052d9}p{margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}.revoked p{color:#4e5969}.revoked em{color:#b42318}
footer{margin-top:24px;border-top:1px solid #e5e6eb;padding-top:8px;color:#4e5969;font-size:13px}@media print{body{margin:0;max-width:none}}`;

/** The page up to the first message. Needs nothing from elsewhere and allows nothing to run. */
export function beginPage(facts: ExportFacts): string {
  const clock = (at: number) => sayClock(at, facts.timeZone);
  const rows = [
    ['时间范围', `${clock(facts.from)} 至 ${clock(facts.to)}`],
    ['申请人', facts.askedBy],
    ['审批人', facts.decidedBy],
    ['用途', facts.reason],
    ['生成时间', clock(facts.writtenAt)],
  ];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(facts.title)} 会话记录</title>
<style>${STYLE}</style></head><body>
<h1>${escapeHtml(facts.title)} 会话记录</h1>
<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value!)}</dd>`).join('')}</dl>
`;
}

/** One message; a new day is said before its first. @param dayBefore of the message before, '' at the beginning */
export function showMessage(
  { sender, sentAt, content, revokedAt }: ExportedMessage,
  { timeZone, dayBefore }: { timeZone: string; dayBefore: string },
): { html: string; day: string } {
  const { date: day, time } = businessClock(sentAt, timeZone);
  const heading = day === dayBefore ? '' : `<h2>${day}</h2>\n`;
  const revoked = revokedAt === null ? '' : ` <em>已于 ${sayClock(revokedAt, timeZone)} 撤回</em>`;
  const classes = [sender.kind, ...(revokedAt === null ? [] : ['revoked'])].join(' ');
  return {
    html: `${heading}<article class="${escapeHtml(classes)}"><header><b>${escapeHtml(sender.name)}</b> ${time}${revoked}</header><p>${escapeHtml(sayContent(content))}</p></article>\n`,
    day,
  };
}

export function endPage(messages: number): string {
  return `${messages === 0 ? '<p>这段时间没有消息。</p>\n' : ''}<footer>共 ${messages} 条消息。图片、语音、视频和文件不在此文件中。</footer>\n</body></html>\n`;
}

/** A line on what it is, and all that can be read of it. */
function sayContent(content: ChatContent): string {
  const summary = summaryOf(content);
  const text = textOf(content);
  return text === '' || summary.includes(text) ? summary : `${summary}\n${text}`;
}

function sayClock(at: number, timeZone: string): string {
  const { date, time } = businessClock(at, timeZone);
  return `${date} ${time}`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
