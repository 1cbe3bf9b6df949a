/** Whose customers a member sees. Departments are listed with all their sub-departments. */
export type DataScope =
  | { kind: 'all' }
  | { kind: 'departments'; departmentIds: number[] }
  | { kind: 'self'; userId: string };

/** The member who is asking. */
export interface MemberViewer {
  userId: string;
  name: string;
  role: 'admin' | 'manager' | 'rep';
  scope: DataScope;
  /** Of the session, not of its cookie: the cookie's value changes. Empty for what the program does in a member's name. */
  sessionId: string;
}
