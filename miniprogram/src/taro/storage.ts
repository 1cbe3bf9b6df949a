import Taro from '@tarojs/taro';

/** A named value that outlives the mini-program. WeChat keeps storage apart per person and mini-program. */
export interface Stored<Value> {
  read(): Value | null;
  write(value: Value): void;
  clear(): void;
}

/** `isValue` guards against what an older release left under the same name. */
export function stored<Value>(key: string, isValue: (value: unknown) => value is Value): Stored<Value> {
  const name = `zhike.${key}`;
  return {
    read() {
      const value: unknown = Taro.getStorageSync(name);
      return isValue(value) ? value : null;
    },
    write: (value) => Taro.setStorageSync(name, value),
    clear: () => Taro.removeStorageSync(name),
  };
}
