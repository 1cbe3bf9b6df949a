/** One element a line; elements that hold only text stay on theirs. For reading, not for parsing. */
export function indentXml(xml: string): string {
  const tokens = xml.match(/<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+/g) ?? [];
  const lines: string[] = [];
  let depth = 0;
  let line = '';
  for (const token of tokens) {
    const isTag = token.startsWith('<') && !token.startsWith('<![CDATA[');
    if (!isTag) {
      line += token.trim();
    } else if (token.startsWith('</')) {
      depth -= 1;
      if (line) lines.push(line + token);
      else lines.push('  '.repeat(Math.max(0, depth)) + token);
      line = '';
    } else {
      if (line) lines.push(line);
      line = '';
      const indented = '  '.repeat(depth) + token;
      const holdsNothing = token.endsWith('/>') || token.startsWith('<?');
      if (holdsNothing) lines.push(indented);
      else {
        line = indented;
        depth += 1;
      }
    }
  }
  if (line) lines.push(line);
  return lines.join('\n');
}
