/** A node as Taro's templates read it: `nn` template, `cl` class, `cn` children, `v` text, `sid` and `uid` ids, the rest attributes. */
export interface PageNode {
  nn?: string;
  sid?: string;
  uid?: string;
  cl?: string;
  cn?: PageNode[];
  v?: string;
  [attribute: string]: unknown;
}

/** Writes one `setData` entry, whose key is a path such as `root.cn.[0].cn`. */
export function patch(data: Record<string, unknown>, path: string, value: unknown) {
  const keys = path.split('.').map((key) => key.replace(/^\[(\d+)\]$/, '$1'));
  let target: Record<string, unknown> = data;
  for (const key of keys.slice(0, -1)) target = target[key] as Record<string, unknown>;
  target[keys[keys.length - 1]!] = value;
}

export function nodesOf(root: PageNode): PageNode[] {
  return [root, ...(root.cn ?? []).flatMap(nodesOf)];
}

/** What a person reads on the page, in order. */
export function textsOf(root: PageNode): string[] {
  return nodesOf(root).flatMap((node) => (typeof node.v === 'string' && node.v !== '' ? [node.v] : []));
}
