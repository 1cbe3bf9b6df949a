import { type ReactNode, useState } from 'react';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';

interface PickablePerson {
  id: string;
  name: string;
  avatar: string;
  note: string;
}

interface PersonPickerProps {
  people: PickablePerson[];
  selectedId: string;
  searchLabel: string;
  onPick: (id: string) => void;
  footer?: ReactNode;
}

const SHOWN = 60;

/** A searchable list of people; the first sixty matches are enough to find one. */
export function PersonPicker({ people, selectedId, searchLabel, onPick, footer }: PersonPickerProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const matches = people.filter((person) =>
    `${person.name} ${person.note} ${person.id}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="picker">
      <label className="search-field">
        <Icon name="search" size={16} />
        <input
          type="search"
          value={search}
          placeholder={searchLabel}
          aria-label={searchLabel}
          // The list was opened to choose somebody: typing should find at once.
          autoFocus
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      <ul className="picker-list">
        {matches.slice(0, SHOWN).map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="picker-row"
              aria-pressed={person.id === selectedId}
              onClick={() => onPick(person.id)}
            >
              <Avatar name={person.name} src={person.avatar} size={34} />
              <span className="picker-words">
                <span className="picker-name">{person.name}</span>
                <span className="picker-note">{person.note}</span>
              </span>
            </button>
          </li>
        ))}
        {matches.length === 0 ? <li className="picker-none">没有找到「{search}」</li> : null}
        {matches.length > SHOWN ? (
          <li className="picker-none">还有 {matches.length - SHOWN} 位，请输入名字查找</li>
        ) : null}
      </ul>
      {footer}
    </div>
  );
}
