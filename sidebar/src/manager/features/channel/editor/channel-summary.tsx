import { type ChannelNames, summarizeChannel } from '@zhike/shared/texts/channel-summary';
import type { ChannelForm } from './form.ts';
import { settingsOf } from './form.ts';
import type { ChannelDirectory } from './pickers.ts';
import './channel-summary.css';

/** What the settings will do, in sentences. */
export function ChannelSummary({ form, directory }: { form: ChannelForm; directory: ChannelDirectory }) {
  const people = [...form.members, ...(form.spare ? [form.spare] : [])];
  const names: ChannelNames = { ...directory, member: (userId) => people.find((one) => one.userId === userId)?.name };
  const sentences = summarizeChannel(settingsOf(form), names);
  return (
    <ul className="channel-summary" aria-live="polite">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
