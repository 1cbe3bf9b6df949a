import { type ButtonProps, Button as TDesignButton } from 'tdesign-react/es/button';

/** TDesign draws a disabled button as a `div`, which nobody hears of as a button. */
export function Button(props: ButtonProps) {
  return <TDesignButton tag="button" {...props} />;
}
