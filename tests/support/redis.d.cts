export declare const REDIS: string;
export declare const RUN: boolean;
