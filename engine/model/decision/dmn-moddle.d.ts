declare module 'dmn-moddle' {
  export class DmnModdle {
    fromXML(xml: string): Promise<unknown>;
  }
}
