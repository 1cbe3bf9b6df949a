import type { PosterElement } from '@zhike/shared/contracts/poster';
import { posterVariables } from '@zhike/shared/formulas/poster/variables';
import { Textarea } from 'tdesign-react/es/textarea';
import { Choice, ColorBox, NumberBox } from './inputs.tsx';

type Text = Extract<PosterElement, { kind: 'text' }>;

interface TextFieldsProps {
  element: Text;
  onChange(element: Text, gesture?: string): void;
}

const MOST_LETTERS = 500;

export function TextFields({ element, onChange }: TextFieldsProps) {
  const set = (changes: Partial<Text>, gesture?: string) => onChange({ ...element, ...changes }, gesture);
  return (
    <>
      <label className="poster-input-wide">
        <span>文字</span>
        <Textarea
          value={element.content}
          maxlength={MOST_LETTERS}
          autosize={{ minRows: 2, maxRows: 8 }}
          onChange={(content) => set({ content }, `content ${element.id}`)}
        />
      </label>
      <div className="poster-variables" role="group" aria-label="插入变量">
        {Object.keys(posterVariables).map((name) => (
          <button
            key={name}
            type="button"
            className="poster-variable"
            onClick={() => set({ content: `${element.content}{${name}}`.slice(0, MOST_LETTERS) })}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="poster-fields">
        <NumberBox
          label="字号"
          value={element.size}
          min={10}
          max={400}
          onChange={(size) => set({ size, minSize: Math.min(size, element.minSize) })}
        />
        <NumberBox
          label="最小字号"
          value={element.minSize}
          min={10}
          max={element.size}
          onChange={(minSize) => set({ minSize })}
        />
        <NumberBox
          label="最多行数"
          value={element.maxLines}
          min={1}
          max={30}
          onChange={(maxLines) => set({ maxLines })}
        />
        <NumberBox
          label="行高(倍)"
          value={element.lineHeight}
          min={1}
          max={3}
          step={0.1}
          decimals={2}
          onChange={(lineHeight) => set({ lineHeight })}
        />
        <Choice
          label="粗细"
          value={element.weight}
          options={[
            [400, '常规'],
            [700, '加粗'],
          ]}
          onChange={(weight) => set({ weight })}
        />
        <ColorBox label="颜色" value={element.color} onChange={(color) => set({ color }, `color ${element.id}`)} />
        <Choice
          label="水平对齐"
          value={element.align}
          options={[
            ['left', '靠左'],
            ['center', '居中'],
            ['right', '靠右'],
          ]}
          onChange={(align) => set({ align })}
        />
        <Choice
          label="垂直对齐"
          value={element.verticalAlign}
          options={[
            ['top', '靠上'],
            ['middle', '居中'],
            ['bottom', '靠下'],
          ]}
          onChange={(verticalAlign) => set({ verticalAlign })}
        />
      </div>
    </>
  );
}
