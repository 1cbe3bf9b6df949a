/** As much of a member as a list of chosen people shows. */
export interface Person {
  userId: string;
  name: string;
  avatar: string | null;
}
