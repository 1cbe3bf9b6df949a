import type { VisitorContent, VisitorPage } from '@zhike/shared/contracts/visitor';
import { el } from '../dom.ts';
import type { Visit } from '../reading/visit.ts';
import { readText } from './article.ts';

type Case = Extract<VisitorContent, { kind: 'case' }>;

export function showCase(page: VisitorPage, { html, client, industry, results }: Case, visit: Visit): Node[] {
  return [
    el('p', { className: 'byline' }, [client, industry].filter(Boolean).join(' · ')),
    el('h1', {}, page.title),
    ...(results.length > 0 ? [resultsList(results)] : []),
    readText(html, visit),
  ];
}

function resultsList(results: Case['results']): HTMLElement {
  return el(
    'dl',
    { className: 'results' },
    ...results.map(({ label, value }) => el('div', {}, el('dt', {}, label), el('dd', {}, value))),
  );
}
