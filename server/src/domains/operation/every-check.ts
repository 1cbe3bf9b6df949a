import type { Check } from '../../wecom/doctor/check.ts';
import { doctorChecks } from '../../wecom/doctor.ts';
import { archiveChecks } from '../chat-archive/doctor-checks.ts';

/** All that the doctor looks at: what the program stands on, then the chat archive. */
export const everyCheck: readonly Check[] = [...doctorChecks, ...archiveChecks];
