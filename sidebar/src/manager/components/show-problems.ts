import { notifyWarning } from './notify.ts';

/** How much is missing and what first; then the first field with a problem comes into sight. */
export function showProblems(problems: Record<string, string>): void {
  const sentences = Object.values(problems);
  notifyWarning(`还有 ${sentences.length} 处需要修改:${sentences[0]}`);
  requestAnimationFrame(() =>
    document.querySelector('.field-problem')?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
  );
}
