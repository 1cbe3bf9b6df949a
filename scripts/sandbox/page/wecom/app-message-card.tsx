import type { AppMessageView } from '../../src/control/views.ts';

/** One app message (应用消息, doc 90236), drawn from the body the CRM sent. */
export function AppMessageCard({
  message,
  onOpenLink,
}: {
  message: AppMessageView;
  onOpenLink: (url: string) => void;
}) {
  const { body } = message;
  if (message.recalled) return <p className="message-notice">一条消息已被撤回</p>;
  switch (message.msgType) {
    case 'text':
      return <p className="bubble">{anchorsAsText(text(body.content))}</p>;
    case 'markdown':
      return <Markdown source={text(body.content)} onOpenLink={onOpenLink} />;
    case 'textcard':
      return (
        <article className="app-card">
          <h4>{text(body.title)}</h4>
          <p className="app-card-text">{tagsAsLines(text(body.description))}</p>
          <OpenButton url={text(body.url)} label={text(body.btntxt) || '详情'} onOpenLink={onOpenLink} />
        </article>
      );
    case 'news':
    case 'mpnews':
      return (
        <div className="app-articles">
          {records(body.articles).map((article, index) => (
            <article key={index} className="app-card">
              {text(article.picurl) ? <img className="app-card-cover" src={text(article.picurl)} alt="" /> : null}
              <h4>{text(article.title)}</h4>
              <p className="app-card-text">{text(article.description) || text(article.digest)}</p>
              <OpenButton
                url={text(article.url) || text(article.content_source_url)}
                label="详情"
                onOpenLink={onOpenLink}
              />
            </article>
          ))}
        </div>
      );
    case 'template_card':
      return <TemplateCard card={body} onOpenLink={onOpenLink} />;
    default:
      return (
        <p className="bubble" title={`消息类型 ${message.msgType}`}>
          {message.preview}
        </p>
      );
  }
}

function TemplateCard({ card, onOpenLink }: { card: Record<string, unknown>; onOpenLink: (url: string) => void }) {
  const title = record(card.main_title);
  const emphasis = record(card.emphasis_content);
  const quote = record(card.quote_area);
  const jumps = records(card.jump_list).filter((jump) => text(jump.url));
  return (
    <article className="app-card">
      {text(record(card.source).desc) ? <p className="app-card-source">{text(record(card.source).desc)}</p> : null}
      <h4>{text(title.title)}</h4>
      {text(title.desc) ? <p className="app-card-text">{text(title.desc)}</p> : null}
      {text(emphasis.title) ? (
        <p className="app-card-emphasis">
          <b>{text(emphasis.title)}</b>
          <span>{text(emphasis.desc)}</span>
        </p>
      ) : null}
      {text(quote.quote_text) ? <blockquote>{text(quote.quote_text)}</blockquote> : null}
      {text(card.sub_title_text) ? <p className="app-card-text">{text(card.sub_title_text)}</p> : null}
      <dl className="app-card-facts">
        {records(card.horizontal_content_list).map((row, index) => (
          <div key={index}>
            <dt>{text(row.keyname)}</dt>
            <dd>{text(row.value) || text(row.userid)}</dd>
          </div>
        ))}
      </dl>
      {jumps.map((jump, index) => (
        <OpenButton key={index} url={text(jump.url)} label={text(jump.title)} onOpenLink={onOpenLink} />
      ))}
      {jumps.length === 0 ? (
        <OpenButton url={text(record(card.card_action).url)} label="查看详情" onOpenLink={onOpenLink} />
      ) : null}
    </article>
  );
}

function OpenButton({ url, label, onOpenLink }: { url: string; label: string; onOpenLink: (url: string) => void }) {
  if (!url) return null;
  return (
    <button type="button" className="app-card-open" onClick={() => onOpenLink(url)}>
      {label}
    </button>
  );
}

/** The small part of markdown that WeCom draws: headings, quotes, bold and links. */
function Markdown({ source, onOpenLink }: { source: string; onOpenLink: (url: string) => void }) {
  return (
    <div className="app-card">
      {source.split('\n').map((line, index) => {
        const heading = /^#{1,6}\s+(.*)$/.exec(line);
        if (heading) return <h4 key={index}>{heading[1]}</h4>;
        const quote = /^>\s?(.*)$/.exec(line);
        const words = inlineMarkdown(quote?.[1] ?? line, onOpenLink);
        return quote ? (
          <blockquote key={index}>{words}</blockquote>
        ) : (
          <p key={index} className="app-card-text">
            {words}
          </p>
        );
      })}
    </div>
  );
}

function inlineMarkdown(line: string, onOpenLink: (url: string) => void) {
  const plain = line.replace(/<font color="?\w+"?>(.*?)<\/font>/g, '$1');
  return plain.split(/(\*\*.+?\*\*|\[.+?\]\(.+?\))/g).map((part, index) => {
    const bold = /^\*\*(.+)\*\*$/.exec(part);
    if (bold) return <b key={index}>{bold[1]}</b>;
    const link = /^\[(.+)\]\((.+)\)$/.exec(part);
    if (link) {
      return (
        <button key={index} type="button" className="text-link" onClick={() => onOpenLink(link[2] ?? '')}>
          {link[1]}
        </button>
      );
    }
    return part;
  });
}

/** WeCom's own tags in descriptions become lines; nothing is ever inserted as HTML. */
function tagsAsLines(description: string): string {
  return description
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/div>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .trim();
}

function anchorsAsText(content: string): string {
  return content.replace(/<a\s[^>]*>(.*?)<\/a>/gi, '$1');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}
