const id=5549,ids=[5549],modules={5549:(module=>{module.exports=eval("require")("source-map-support")})};export{id,ids,modules};
