import type { PosterDesign } from '@zhike/shared/contracts/poster';
import { posterTemplates } from '@zhike/shared/formulas/poster/templates';
import { createContext, useContext, useMemo, useState } from 'react';
import { Confirm } from '../../../components/confirm.tsx';
import { Field } from '../../../components/field.tsx';
import { MediaField } from '../../../components/media/media-field.tsx';
import { nameOf } from '../../../components/poster-editor/elements.ts';
import type { PicturePickerProps } from '../../../components/poster-editor/inspector.tsx';
import { PosterCanvas } from '../../../components/poster-editor/poster-canvas.tsx';
import { PosterEditor } from '../../../components/poster-editor/poster-editor.tsx';
import { samples } from '../../../components/poster-editor/samples.ts';
import type { PosterWarning } from '../../../components/poster-editor/warnings.ts';
import type { Refusal, SectionProps } from './section.ts';
import './poster-fields.css';

const Busy = createContext<(isBusy: boolean) => void>(() => undefined);
const urlOf = (assetId: string) => `/api/media/${assetId}/content`;

function PicturePicker({ assetId, onChange }: PicturePickerProps) {
  return <MediaField kind="image" assetId={assetId} onChange={onChange} onBusy={useContext(Busy)} />;
}
const assets = { urlOf, PicturePicker };

/** A template to begin with, then the poster itself. */
export function PosterFields({ form, change, problems, onBusy, refusals = [] }: SectionProps) {
  const [isAsking, setAsking] = useState(false);
  const { design, title } = form;
  const refused = useMemo(() => (design ? refusedOf(design, refusals) : []), [design, refusals]);
  if (!design) {
    return (
      <Field label="选一个模板开始" problem={problems.design} hint="选好后文字、颜色、图片都可以改。">
        <TemplateChoice onChoose={(chosen, name) => change({ design: chosen, title: title || name })} />
      </Field>
    );
  }
  return (
    <>
      {problems.design ? (
        <p className="field-problem" role="alert">
          {problems.design}
        </p>
      ) : null}
      <Busy.Provider value={onBusy}>
        <div className="poster-fields-editor">
          <PosterEditor
            value={design}
            assets={assets}
            problems={refused}
            onChange={(next) => change({ design: next })}
          />
        </div>
      </Busy.Provider>
      <span>
        <button type="button" className="plain-button" onClick={() => setAsking(true)}>
          换一个模板
        </button>
      </span>
      {isAsking ? (
        <Confirm
          title="换一个模板"
          action="换模板"
          onConfirm={async () => change({ design: null })}
          onClose={() => setAsking(false)}
        >
          现在这张海报上的改动会丢掉。
        </Confirm>
      ) : null}
    </>
  );
}

const SHOWN_WIDTH = 116;

function TemplateChoice({ onChoose }: { onChoose(design: PosterDesign, name: string): void }) {
  const { values } = samples[0]!;
  return (
    <ul className="poster-templates">
      {posterTemplates.map(({ id, name, design }) => (
        <li key={id}>
          <button type="button" className="poster-template" onClick={() => onChoose(design, name)}>
            <span className="poster-template-picture">
              <PosterCanvas design={design} values={values} urlOf={urlOf} scale={SHOWN_WIDTH / design.width} />
            </span>
            <span>{name}</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="poster-template" onClick={() => onChoose(blank, '')}>
          <span className="poster-template-picture poster-template-blank">空白</span>
          <span>从空白开始</span>
        </button>
      </li>
    </ul>
  );
}

const blank: PosterDesign = {
  width: 750,
  height: 1334,
  background: { color: '#FFFFFF', toColor: null, assetId: null },
  elements: [],
};

/** Whose it is: of an element, or of the poster as a whole. */
function refusedOf(design: PosterDesign, refusals: readonly Refusal[]): PosterWarning[] {
  return refusals.flatMap(({ path, message }) => {
    const place = /(?:^|\.)design(?:\.elements\.(\d+))?/.exec(path);
    if (!place) return [];
    const element = place[1] === undefined ? undefined : design.elements[Number(place[1])];
    return [element ? { elementId: element.id, message: `${nameOf(element)}:${message}` } : { elementId: '', message }];
  });
}
