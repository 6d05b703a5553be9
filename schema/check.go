package schema

type checker interface{}
