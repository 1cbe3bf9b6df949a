import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import './notice.css';

/** A whole-screen statement: what is the case, and what to do about it. */
export function Notice({ title, hint, children }: PropsWithChildren<{ title: string; hint: string }>) {
  return (
    <View className="notice" ariaRole="alert">
      <Text className="notice__title">{title}</Text>
      <Text className="notice__hint">{hint}</Text>
      {children}
    </View>
  );
}
