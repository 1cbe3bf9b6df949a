/**
 * The condition that whoever stands in this column works here. Asked of each row and not joined: databases whose figures are old, or that keep
 * none, begin a join with the few members and read all of their customers.
 */
export const worksHere = (column: string): string =>
  `(SELECT working.status FROM member working WHERE working.user_id = ${column}) = 'active'`;
