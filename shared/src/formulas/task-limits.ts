/** Days that are otherwise than their weekday, in the settings of working time. */
export const MAX_SPECIAL_DAYS = 400;
/** Digests of tasks a day. */
export const MAX_DIGESTS = 3;
