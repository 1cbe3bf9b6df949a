import type { CareDraftInput, CareOccasion, CarePlanView } from '@zhike/shared/contracts/care';
import type { Filter } from '@zhike/shared/contracts/filter';

type CareKind = CareOccasion['kind'];

/** A plan as it is typed: what belongs to another kind is kept while one tries. */
export interface CareForm {
  title: string;
  kind: CareKind;
  fieldId: string;
  calendar: 'solar' | 'lunar';
  since: 'added' | 'field';
  sinceFieldId: string;
  rhythm: 'yearly' | 'after';
  afterDays: number | null;
  festivalId: string;
  daysBefore: number | null;
  time: string;
  dueTime: string;
  daysOff: 'as_is' | 'before';
  filterOn: boolean;
  filter: Filter | null;
  text: string;
  materialIds: string[];
  /** The version that was read before editing. */
  seenVersion?: number;
  /** Names of what has been picked, by id. */
  names: Record<string, string>;
}

export const emptyForm: CareForm = {
  title: '',
  kind: 'birthday',
  fieldId: '',
  calendar: 'solar',
  since: 'added',
  sinceFieldId: '',
  rhythm: 'yearly',
  afterDays: 100,
  festivalId: '',
  daysBefore: 0,
  time: '09:00',
  dueTime: '20:00',
  daysOff: 'as_is',
  filterOn: false,
  filter: null,
  text: '',
  materialIds: [],
  names: {},
};

/** What is on screen of a plan that is there. */
export function formOf({ definition, materials, version }: CarePlanView): CareForm {
  const { occasion } = definition;
  return {
    ...emptyForm,
    title: definition.title,
    kind: occasion.kind,
    ...(occasion.kind === 'birthday' ? { fieldId: occasion.fieldId, calendar: occasion.calendar } : {}),
    ...(occasion.kind === 'anniversary'
      ? {
          since: occasion.fieldId === null ? ('added' as const) : ('field' as const),
          sinceFieldId: occasion.fieldId ?? '',
          rhythm: occasion.afterDays === null ? ('yearly' as const) : ('after' as const),
          afterDays: occasion.afterDays ?? emptyForm.afterDays,
        }
      : {}),
    ...(occasion.kind === 'holiday' ? { festivalId: occasion.festivalId } : {}),
    daysBefore: definition.daysBefore,
    time: definition.time,
    dueTime: definition.dueTime,
    daysOff: definition.daysOff,
    filterOn: definition.filter !== null,
    filter: definition.filter,
    text: definition.text,
    materialIds: definition.materialIds,
    seenVersion: version,
    names: Object.fromEntries(materials.map(({ id, title }) => [id, title])),
  };
}

/** What is sent to the server; asks that nothing be missing (`findProblems`). */
export function draftOf(form: CareForm): CareDraftInput {
  return {
    title: form.title.trim(),
    occasion: occasionOf(form),
    daysBefore: form.daysBefore ?? 0,
    time: form.time,
    dueTime: form.dueTime,
    daysOff: form.daysOff,
    filter: form.filterOn ? form.filter : null,
    text: form.text.trim(),
    materialIds: form.materialIds,
  };
}

function occasionOf(form: CareForm): CareOccasion {
  switch (form.kind) {
    case 'birthday':
      return { kind: 'birthday', fieldId: form.fieldId, calendar: form.calendar };
    case 'anniversary':
      return {
        kind: 'anniversary',
        fieldId: form.since === 'field' ? form.sinceFieldId : null,
        afterDays: form.rhythm === 'after' ? form.afterDays : null,
      };
    case 'holiday':
      return { kind: 'holiday', festivalId: form.festivalId };
  }
}
