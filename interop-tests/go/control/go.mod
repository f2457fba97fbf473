module handfast.invalid/control

go 1.24.0
