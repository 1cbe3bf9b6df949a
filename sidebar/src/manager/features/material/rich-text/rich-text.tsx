import { Fragment, type ReactNode, useMemo } from 'react';
import './rich-text.css';

/** What the server keeps of rich text; everything else is shown as its words alone. */
const TAGS = new Set(
  (
    'p div h2 h3 h4 blockquote ul ol li figure figcaption pre code strong em u s sub sup mark span ' +
    'table thead tbody tr th td'
  ).split(' '),
);
/** What is inside them is no text for people. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg', 'math', 'title', 'textarea']);
const ALIGNMENTS = new Set(['left', 'right', 'center', 'justify'] as const);
type Alignment = 'left' | 'right' | 'center' | 'justify';

/** Rich text of an article as the customer reads it. Made of elements, never of HTML: nothing in it can run. */
export function RichText({ html }: { html: string }) {
  const content = useMemo(() => {
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    return [...body.childNodes].map(shown);
  }, [html]);
  return <div className="rich-text">{content}</div>;
}

function shown(node: Node, index: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.tagName.toLowerCase();
  if (UNSEEN.has(tag)) return null;
  const children = [...node.childNodes].map(shown);
  if (tag === 'br') return <br key={index} />;
  if (tag === 'hr') return <hr key={index} />;
  if (tag === 'img') {
    const src = node.getAttribute('src') ?? '';
    return src.startsWith('/api/') ? <img key={index} src={src} alt={node.getAttribute('alt') ?? ''} /> : null;
  }
  if (tag === 'a') {
    const href = node.getAttribute('href') ?? '';
    return /^(https?|tel):/i.test(href) ? (
      <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    ) : (
      <Fragment key={index}>{children}</Fragment>
    );
  }
  if (!TAGS.has(tag)) return <Fragment key={index}>{children}</Fragment>;
  const Tag = tag as 'p';
  const align = node instanceof HTMLElement ? node.style.textAlign : '';
  return (
    <Tag key={index} style={ALIGNMENTS.has(align as Alignment) ? { textAlign: align as Alignment } : undefined}>
      {children}
    </Tag>
  );
}
