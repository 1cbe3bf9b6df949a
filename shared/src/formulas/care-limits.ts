/** A plan begins at most so many days before the day it remembers. */
export const MAX_CARE_DAYS_BEFORE = 30;
/** A rep gets no more than this from one day without somebody being warned before. */
export const MANY_CARE_TASKS = 50;
