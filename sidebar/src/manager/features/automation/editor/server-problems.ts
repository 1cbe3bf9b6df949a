import { ApiError, phraseOf } from '../../../../shared/api/api-error.ts';
import type { Problems } from './find-problems.ts';
import type { RuleForm } from './form.ts';

/** Where in the form a refusal of the server belongs; null: nowhere in particular. */
export function problemsOf(error: unknown, form: RuleForm): Problems | null {
  if (!(error instanceof ApiError)) return null;
  const phrase = phraseOf(error);
  const ofActions = (...kinds: string[]) =>
    Object.fromEntries(
      form.actions.filter(({ kind }) => kinds.includes(kind)).map(({ key }) => [`action:${key}`, phrase]),
    );
  switch (error.code) {
    case 'keywords.pattern_invalid':
      return Object.fromEntries(placesOfPatterns(form).map((place) => [place, phrase]));
    case 'automation.part_unknown':
      return { [whenPlaces[form.kind]]: phrase };
    case 'tag.not_found':
      return ofActions('tag', 'untag');
    case 'stage.not_found':
      return ofActions('set_stage');
    case 'custom_field.not_found':
    case 'custom_field.value_not_for_kind':
    case 'custom_field.option_not_found':
      return ofActions('set_field');
    case 'sop.not_found':
      return ofActions('enrol_sop');
    case 'automation.webhook_not_found':
      return ofActions('webhook');
    case 'corp.member_not_found':
      return ofActions('assign', 'notify', 'create_task');
    case 'request.invalid':
      return issuesOf(error, form);
    default:
      return error.code.startsWith('filter.') ? { filter: phrase } : null;
  }
}

/** Where regular expressions are written. */
function placesOfPatterns({ kind, absence }: RuleForm): string[] {
  if (kind !== 'absence') return ['pattern'];
  const places = absence.unless.flatMap(({ key, words }) => (words?.patternOn ? [`unless:${key}`] : []));
  return absence.start.words?.patternOn ? ['start', ...places] : places;
}

const whenPlaces = { message: 'keywords', event: 'event', date: 'date', absence: 'start' } as const;

const places: readonly [RegExp, string][] = [
  [/^body\.name/, 'name'],
  [/^body\.when\.keywords\.near/, 'near'],
  [/^body\.when\.keywords\.pattern/, 'pattern'],
  [/^body\.when\.keywords/, 'keywords'],
  [/^body\.when\.(inSingleChats|inGroups|chatIds)/, 'place'],
  [/^body\.when\.saidBy/, 'speaker'],
  [/^body\.when\.times/, 'times'],
  [/^body\.when\.afterQuietDays/, 'quiet'],
  [/^body\.when\.hours/, 'hours'],
  [/^body\.when\.start/, 'start'],
  [/^body\.when\.within/, 'within'],
  [/^body\.filter/, 'filter'],
  [/^body\.cooldownHours/, 'cooldown'],
  [/^body\.priority/, 'priority'],
  [/^body\.active/, 'window'],
];

function issuesOf({ details }: ApiError, form: RuleForm): Problems | null {
  const issues = Array.isArray(details.issues) ? (details.issues as { path?: string; message?: string }[]) : [];
  const problems: Problems = {};
  for (const { path = '', message = '' } of issues) {
    const index = /^body\.actions\.(\d+)/.exec(path)?.[1];
    const action = index === undefined ? undefined : form.actions[Number(index)];
    const awaited = form.absence.unless[Number(/^body\.when\.unless\.(\d+)/.exec(path)?.[1])];
    const place = action
      ? `action:${action.key}`
      : awaited
        ? `unless:${awaited.key}`
        : (places.find(([pattern]) => pattern.test(path))?.[1] ??
          (path.startsWith('body.when') ? whenPlaces[form.kind] : 'actions'));
    // Sentences for people are Chinese; the rest is the schema's own.
    problems[place] ??= /[\u4e00-\u9fff]/.test(message) ? message : '这里的设置无法保存,请检查';
  }
  return Object.keys(problems).length > 0 ? problems : null;
}
